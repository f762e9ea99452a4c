// The "?" dialog: the table of keys, and the switch that turns single keys off for who dictates or uses a switch device.
import { type TemplateResult, html } from "lit";
import type { Texts } from "../../lib/texts.ts";
import { type Key, keyName, table } from "./keys.ts";

const switchName = "terugblik.keys";

/** False when this person has turned single keys off on this device (WCAG 2.1.4). */
export function keysOn(): boolean {
  return localStorage.getItem(switchName) !== "off";
}

function turn(on: boolean): void {
  if (on) localStorage.removeItem(switchName);
  else localStorage.setItem(switchName, "off");
}

export function helpDialog(texts: Texts, groups: readonly Key["group"][]): TemplateResult {
  return html`<dialog class="dialog keys-dialog" aria-labelledby="keys-title">
    <form method="dialog">
      <h2 id="keys-title">${texts.t("keys.title")}</h2>
      ${groups.map((group) => html`<h3>${texts.t(group === "player" ? "keys.group_player" : "keys.group_desk")}</h3>
        <dl class="keys">${table.filter((row) => row.group === group).map((row) => keyRow(row, texts))}</dl>`)}
      <label class="check"><input type="checkbox" .checked=${keysOn()} @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}>${texts.t("keys.switch")}</label>
      <div class="dialog-actions"><button class="button button-primary">${texts.t("common.close")}</button></div>
    </form>
  </dialog>`;
}

function keyRow(row: Key, texts: Texts): TemplateResult {
  const keys = row.action === "code" ? [`${row.keys[0]}–${row.keys.at(-1)}`] : row.keys.map((key) => keyName(key, row.shift));
  return html`<div><dt>${keys.map((key) => html`<kbd class="key">${key}</kbd> `)}</dt><dd>${texts.t(row.label)}</dd></div>`;
}
