import "./review.css";
import { defineThread } from "../../lib/thread.ts";
import { definePlayer } from "../player/define.ts";
import { TbReview } from "./review.ts";

definePlayer();
defineThread();
customElements.define("tb-review", TbReview);
