import { findRows } from "../../lib/find.ts";

// A group in which nobody is found goes too, with its numbers.
findRows(".children-group li", (row) => row.querySelector(".list-main")?.textContent ?? "", ".children-group");
