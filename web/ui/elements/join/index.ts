import "./join.css";
import { TbJoin } from "./join.ts";

customElements.define("tb-join", TbJoin);
