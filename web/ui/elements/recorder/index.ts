import "./recorder.css";
import { TbHealth } from "../health/health.ts";
import { TbRecorder } from "./recorder.ts";

customElements.define("tb-health", TbHealth);
customElements.define("tb-recorder", TbRecorder);
