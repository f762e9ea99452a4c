import "./desk.css";
import { defineThread } from "../../lib/thread.ts";
import { definePlayer } from "../player/define.ts";
import { TbDesk } from "./desk.ts";

definePlayer();
defineThread();
customElements.define("tb-desk", TbDesk);
