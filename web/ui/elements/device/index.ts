import "./device.css";
import { TbDevice } from "./device.ts";

customElements.define("tb-device", TbDevice);
