// Finds a row of a long list by the letters of its name. Who is not shown keeps what was chosen.

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Lets the field "find" of the page find rows. A part around rows goes while none of its rows is found. */
export function findRows(rows: string, nameOf: (row: HTMLElement) => string, parts?: string): void {
  const field = document.getElementById("find");
  const search = field?.querySelector<HTMLInputElement>("input");
  const none = field?.querySelector<HTMLElement>("[data-none]");
  if (!field || !search || !none) return;

  const show = (): void => {
    const wanted = folded(search.value.trim());
    let found = 0;
    for (const row of document.querySelectorAll<HTMLElement>(rows)) {
      row.hidden = !folded(nameOf(row)).includes(wanted);
      if (!row.hidden) found++;
    }
    if (parts) hideEmpty(parts, wanted !== "");
    none.textContent = found === 0 ? (none.dataset["none"] ?? "") : "";
  };
  field.hidden = false;
  search.addEventListener("input", show);
  // On a phone the keyboard takes the half in which what is found would stand.
  search.addEventListener("focus", () => { if (innerWidth < 600) field.scrollIntoView({ block: "start" }); });
  // Enter in the search field sends nothing: the list below it is not finished yet.
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  if (search.value) show(); // what the browser filled in again
}

function hideEmpty(parts: string, searching: boolean): void {
  for (const part of document.querySelectorAll<HTMLElement>(parts)) {
    part.hidden = searching && !part.querySelector("li:not([hidden])");
    const folded = part.querySelector("details");
    if (folded && searching) folded.open = folded.querySelector("li:not([hidden])") !== null;
  }
}
