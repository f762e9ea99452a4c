import "./voice.css";
import { TbVoice } from "./voice.ts";

customElements.define("tb-voice", TbVoice);
