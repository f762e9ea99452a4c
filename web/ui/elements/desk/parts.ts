// Small pieces of the desk: what is saved, the bar to mark with, the way back from a removal, the tabs.
import { type TemplateResult, html, nothing } from "lit";
import { icon } from "../../lib/icon.ts";
import type { OutboxState } from "../../lib/outbox.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Annotation } from "../../lib/things.ts";
import type { Acts } from "./acts.ts";

const stateNames: Readonly<Record<OutboxState, string>> = {
  saved: "desk.saved", busy: "desk.saving", waiting: "desk.not_saved", stuck: "desk.stuck", login: "desk.login_again",
};

export function savedState(state: OutboxState, texts: Texts): TemplateResult {
  const drawing = state === "saved" ? icon("check") : state === "busy" ? icon("refresh") : icon(state === "waiting" ? "wifiOff" : "triangleAlert");
  return html`<span class="saved" role="status" data-state=${state}>${drawing}${texts.t(stateNames[state])}${state === "login" ? html` <a href="/login">${texts.t("desk.login")}</a>` : nothing}</span>`;
}

export interface BarActions {
  readonly moment: () => void;
  readonly end: (side: "in" | "out") => void;
  readonly stretch: () => void;
}

export function markBar(acts: Acts, texts: Texts, act: BarActions): TemplateResult {
  return html`<div class="row mark-bar">
    <button type="button" class="button" @click=${act.moment}>${icon("plus")}${texts.t("desk.mark_moment")} <kbd class="key">M</kbd></button>
    <div class="mark-stretch" role="group" aria-label=${texts.t("desk.mark_stretch")}>
      <button type="button" class="button" @click=${() => act.end("in")}>${texts.t("desk.mark_in")} <kbd class="key">I</kbd></button>
      <button type="button" class="button" @click=${() => act.end("out")}>${texts.t("desk.mark_out")} <kbd class="key">O</kbd></button>
      <button type="button" class="button" @click=${act.stretch} title=${texts.t("desk.mark_stretch_hint")}>${texts.t("desk.mark_stretch")} <kbd class="key">↵</kbd></button>
    </div>
    ${acts.answering ? html`<p class="notice notice-ask" role="status"><span>${texts.t("desk.answering")}</span>
      <button type="button" class="button button-small" @click=${() => acts.answer()}>${texts.t("common.cancel")}</button></p>` : nothing}
  </div>`;
}

export function undoNotice(removed: Annotation | null, texts: Texts, undo: () => void): TemplateResult | typeof nothing {
  if (!removed) return nothing;
  return html`<p class="notice row-between" role="status"><span>${texts.t("desk.removed")}</span>
    <button type="button" class="button button-small" @click=${undo}>${icon("undo")}${texts.t("common.undo")} <kbd class="key">U</kbd></button></p>`;
}

export function tabs(now: "marks" | "playlist", marks: number, chosen: number, texts: Texts, choose: (tab: "marks" | "playlist") => void): TemplateResult {
  const tab = (name: "marks" | "playlist", label: string, count: number): TemplateResult =>
    html`<button type="button" class="tab" role="tab" aria-selected=${now === name} @click=${() => choose(name)}>${label} <span class="small">${count}</span></button>`;
  return html`<div class="tabs" role="tablist">${tab("marks", texts.t("desk.marks"), marks)}${tab("playlist", texts.t("desk.playlist"), chosen)}</div>`;
}
