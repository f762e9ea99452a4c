// Finds a child in a long list by the letters of its name. Who is not shown keeps what was chosen.
const field = document.getElementById("roster-search");
const search = document.querySelector<HTMLInputElement>("#search");
const none = document.getElementById("search-none");
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function show(): void {
  const wanted = folded(search?.value.trim() ?? "");
  let found = 0;
  for (const row of document.querySelectorAll<HTMLElement>(".roster > li")) {
    const name = row.querySelector("legend")?.textContent ?? "";
    row.hidden = !folded(name).includes(wanted);
    if (!row.hidden) found++;
  }
  if (none) none.textContent = found === 0 ? (none.dataset["none"] ?? "") : "";
}

if (field && search) {
  field.hidden = false;
  search.addEventListener("input", show);
  // Enter in the search field sends nothing: the list below it is not finished yet.
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
