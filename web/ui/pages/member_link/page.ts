import { offerCopy } from "../../lib/copy.ts";

offerCopy(document.getElementById("one-time-link"), (link) => link.textContent ?? "");
