import "./talk.css";
import { definePlayer } from "../player/define.ts";
import { TbTalk } from "./talk.ts";

definePlayer();
customElements.define("tb-talk", TbTalk);
