// What the recorder asks before something cannot be undone, or goes on.
import { type TemplateResult, html } from "lit";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { ViewActions } from "./views.ts";

const shutThen = (act: () => void) => (event: Event): void => {
  (event.currentTarget as HTMLElement).closest("dialog")?.close();
  act();
};

export function dialogs(texts: Texts, act: ViewActions): TemplateResult {
  return html`<dialog class="dialog throw-dialog" aria-labelledby="throw-title"><form method="dialog">
    <h2 id="throw-title">${texts.t("recorder.throw_away_ask")}</h2><p>${texts.t("recorder.throw_away_why")}</p>
    <div class="dialog-actions"><button class="button">${texts.t("recorder.keep")}</button>
      <button type="button" class="button button-danger" @click=${shutThen(act.throwAway)}>${icon("trash")}${texts.t("recorder.throw_away")}</button></div>
  </form></dialog>
  <dialog class="dialog leave-dialog" aria-labelledby="leave-title"><form method="dialog">
    <h2 id="leave-title">${texts.t("recorder.leave_ask")}</h2><p>${texts.t("recorder.leave_why")}</p>
    <div class="dialog-actions"><button class="button button-primary">${texts.t("recorder.go_on")}</button>
      <button type="button" class="button" @click=${shutThen(act.stop)}>${texts.t("recorder.stop_here")}</button></div>
  </form></dialog>`;
}

/** Opens the one that the selector names, unless it is open. */
export function ask(within: ParentNode, selector: string): void {
  const dialog = within.querySelector<HTMLDialogElement>(selector);
  if (dialog && !dialog.open) dialog.showModal();
}
