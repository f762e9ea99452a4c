import { findRows } from "../../lib/find.ts";

findRows(".roster > li", (row) => row.querySelector("legend")?.textContent ?? "");

const chosen = (): NodeListOf<HTMLInputElement> => document.querySelectorAll(".roster input:checked");

/** Says how many are chosen as what: of a long list nobody sees all before she confirms it. */
function sum(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-sum]")) {
    place.textContent = String([...chosen()].filter(({ value }) => value === place.dataset["sum"]).length);
  }
}

/** Chooses the same for every child of the list; who may not be in view sits out of view. */
function chooseAll(seen: string): void {
  for (const row of document.querySelectorAll(".roster > li")) {
    const choice = row.querySelector<HTMLInputElement>(`input[value=${seen}]`) ?? row.querySelector<HTMLInputElement>("input[value=keep_out]");
    if (choice) choice.checked = true;
  }
  sum();
}

const sums = document.getElementById("roster-sums");
if (sums) {
  sums.hidden = false;
  document.querySelector(".roster")?.addEventListener("change", sum);
  addEventListener("pageshow", sum); // also what the browser filled in again
}
const all = document.getElementById("roster-all");
if (all) {
  all.hidden = false;
  for (const button of all.querySelectorAll<HTMLElement>("[data-all]")) button.addEventListener("click", () => chooseAll(button.dataset["all"]!));
}
