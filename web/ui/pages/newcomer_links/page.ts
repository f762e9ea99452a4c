import { offerCopy } from "../../lib/copy.ts";

offerCopy(document.getElementById("table"), (table) => (table as HTMLTextAreaElement).value);
