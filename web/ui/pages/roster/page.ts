import { findRows } from "../../lib/find.ts";

findRows(".roster > li", (row) => row.querySelector("legend")?.textContent ?? "");
