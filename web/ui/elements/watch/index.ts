import "./watch.css";
import { TbWatch } from "./watch.ts";

customElements.define("tb-watch", TbWatch);
