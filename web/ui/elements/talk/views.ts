// The head of a talk, the question that is asked now, and the question before it ends.
import { type TemplateResult, html, nothing } from "lit";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Line } from "./line.ts";
import type { NoteKind } from "./notes.ts";
import type { TalkData } from "./talk.ts";

/** The steps in order, as coaching has them. */
export const steps = ["look", "child", "you", "after", "why", "question", "more", "need", "when"] as const;

const usual: Readonly<Record<string, NoteKind>> = { why: "insight", question: "insight", more: "insight", when: "agreement" };

/** What is usually said at a step. */
export function usualKind(step: string): NoteKind {
  return usual[step] ?? "word";
}

export function head(data: TalkData, line: Line, texts: Texts, large: { readonly large: boolean; readonly toggle: () => void }): TemplateResult {
  return html`<div class="talk-head">
    <a class="button button-quiet button-icon" href="/cycles/${data.cycle_id}" aria-label=${texts.t("common.back")}>${icon("arrowLeft")}</a>
    <p class="talk-question">${data.question}</p>
    <div class="talk-people">${presence(data, line, texts)}
      <button type="button" class="button button-small talk-wide" aria-pressed=${large.large} @click=${large.toggle}>${icon(large.large ? "minimize" : "maximize")}${texts.t(large.large ? "talk.large_off" : "talk.large")}</button>
    </div>
  </div>`;
}

function presence(data: TalkData, line: Line, texts: Texts): TemplateResult {
  const other = line.people.find((person) => person.id !== data.me);
  if (other) return html`<p class="small talk-presence" role="status"><span class="dot dot-teal"></span>${texts.t("talk.joined", { Name: other.given })}</p>`;
  if (line.talk.setting === "together") return html`<p class="small muted talk-presence" role="status">${texts.t("talk.screen_together")}</p>`;
  return html`<p class="small muted talk-presence" role="status"><span class="dot"></span>${texts.t("talk.not_there", { Name: data.hers ? data.coach : data.employee })}</p>`;
}

export function prompt(step: string, data: TalkData, texts: Texts, go: (step: string) => void): TemplateResult {
  const at = steps.indexOf(step as (typeof steps)[number]);
  const to = (index: number, drawing: "chevronLeft" | "chevronRight", label: string): TemplateResult => html`<button type="button" class="button button-icon"
    aria-label=${texts.t(label)} ?disabled=${!steps[index]} @click=${() => go(steps[index] as string)}>${icon(drawing)}</button>`;
  return html`<section class="talk-prompt" aria-live="polite">
    <div class="row-between">
      <p class="small muted">${texts.t("talk.step_of", { Number: at + 1, Count: steps.length })} · ${texts.t(`talk.step_${step}`)}</p>
      <div class="talk-turn">${to(at - 1, "chevronLeft", "talk.previous_step")}${to(at + 1, "chevronRight", "talk.next_step")}</div>
    </div>
    <h2>${texts.t(`talk.prompt_${step}`, { Name: data.coach })}</h2>
    ${step === "question" ? html`<p class="talk-own">${data.question}</p>` : nothing}
  </section>`;
}

export function endDialog(texts: Texts, end: () => void): TemplateResult {
  return html`<dialog class="dialog talk-ending" aria-labelledby="talk-ending"><form method="dialog">
    <h2 id="talk-ending">${texts.t("talk.end_title")}</h2><p>${texts.t("talk.end_sure")}</p>
    <div class="dialog-actions"><button class="button">${texts.t("common.cancel")}</button><button class="button button-primary" @click=${end}>${texts.t("talk.end")}</button></div>
  </form></dialog>`;
}
