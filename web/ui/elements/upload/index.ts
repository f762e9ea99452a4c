import "./upload.css";
import { TbUpload } from "./upload.ts";

customElements.define("tb-upload", TbUpload);
