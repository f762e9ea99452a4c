// Fills the help page from the one table of keys that the player and the desk listen to.
import { type Key, keyName, table } from "../../elements/player/keys.ts";
import { type RawTexts, Texts } from "../../lib/texts.ts";

const place = document.getElementById("keys");
const block = place?.querySelector("script");
if (place && block?.textContent) {
  const given = JSON.parse(block.textContent) as { strings: RawTexts };
  const texts = new Texts(given.strings, document.documentElement.lang);
  place.append(group("player", texts.t("keys.group_player"), texts), group("desk", texts.t("keys.group_desk"), texts));
}

function group(name: Key["group"], title: string, texts: Texts): HTMLElement {
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const rows = document.createElement("table");
  rows.className = "table";
  for (const key of table) {
    if (key.group === name) rows.append(row(key, texts));
  }
  section.append(heading, rows);
  return section;
}

function row(key: Key, texts: Texts): HTMLTableRowElement {
  const line = document.createElement("tr");
  const keys = document.createElement("th");
  keys.scope = "row";
  const names = key.action === "code" ? [`${key.keys[0]}–${key.keys.at(-1)}`] : key.keys.map((each) => keyName(each, key.shift));
  for (const name of names) {
    const cap = document.createElement("kbd");
    cap.className = "key";
    cap.textContent = name;
    keys.append(cap, " ");
  }
  const does = document.createElement("td");
  does.textContent = texts.t(key.label);
  line.append(keys, does);
  return line;
}
