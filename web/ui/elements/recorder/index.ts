import "./recorder.css";
import "./watched.css";
import "../cameras/cameras.css";
import { TbCameras } from "../cameras/cameras.ts";
import { TbHealth } from "../health/health.ts";
import { TbRecorder } from "./recorder.ts";
import { TbWatched } from "./watched.ts";

customElements.define("tb-health", TbHealth);
customElements.define("tb-watched", TbWatched);
customElements.define("tb-cameras", TbCameras);
customElements.define("tb-recorder", TbRecorder);
