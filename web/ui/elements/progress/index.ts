import "./progress.css";
import { definePlayer } from "../player/define.ts";
import { TbProgress } from "./progress.ts";

definePlayer();
customElements.define("tb-progress", TbProgress);
