import "./recorder.css";
import { TbRecorder } from "./recorder.ts";

customElements.define("tb-recorder", TbRecorder);
