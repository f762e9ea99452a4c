// At the end of the questions: she makes a work point of what was agreed. It is hers alone to write.
import { type TemplateResult, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Problem, call } from "../../lib/api.ts";
import { Draft } from "../../lib/draft.ts";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { WorkPoint } from "../review/story.ts";
import type { Note } from "./notes.ts";
import type { TalkData } from "./talk.ts";

const empty: WorkPoint = { text: "", try_when: "", noticed_by: "" };

export class WorkPointForm {
  readonly #path: string;
  readonly #life: AbortSignal;
  readonly #changed: () => void;
  readonly #draft: Draft<WorkPoint | null>;
  #saved: WorkPoint | null = null;
  #kept = false;
  #problem = "";

  constructor(cycleId: string, me: string, life: AbortSignal, changed: () => void) {
    this.#path = `/cycles/${cycleId}`;
    this.#life = life;
    this.#changed = changed;
    this.#draft = new Draft(`work-point.${me}.${cycleId}`, null);
  }

  async load(): Promise<void> {
    const { facts } = await call<{ facts: { work_points: number } }>("GET", this.#path, { signal: this.#life }).catch(() => ({ facts: { work_points: 0 } }));
    if (facts.work_points > 0) this.#saved = await call<WorkPoint>("GET", `${this.#path}/work-point`, { signal: this.#life }).catch(() => null);
    this.#changed();
  }

  render(data: TalkData, notes: readonly Note[], texts: Texts): TemplateResult {
    if (!data.hers) return html`<p class="hint">${texts.t("talk.agreement_hint", { Name: data.employee })}</p>`;
    const agreed = [...notes].reverse().find((note) => note.kind === "agreement")?.text ?? "";
    const now = this.#draft.value ?? this.#saved ?? { ...empty, text: agreed.slice(0, 500) };
    const field = (id: string, name: "text" | "try_when" | "noticed_by", label: string): TemplateResult => html`<div class="field"><label for=${id}>${texts.t(label)}</label>
      <textarea id=${id} rows="2" maxlength="500" .value=${live(now[name])} @input=${(event: Event) => this.#draft.keep({ ...now, ...this.#draft.value, [name]: (event.target as HTMLTextAreaElement).value })}></textarea></div>`;
    return html`<form class="card stack talk-work-point" @submit=${(event: Event) => { event.preventDefault(); void this.#save(now, texts); }}>
      <h2>${texts.t("talk.your_work_point")}</h2>
      ${field("talk-wp-text", "text", "review.work_point_text")}${field("talk-wp-when", "try_when", "review.work_point_when")}${field("talk-wp-noticed", "noticed_by", "review.work_point_noticed")}
      <span class="hint">${texts.t("common.no_names")}</span>
      ${this.#problem ? html`<p class="error" role="alert">${this.#problem}</p>` : nothing}
      <button class="button button-primary">${texts.t("common.save")}</button>
      ${this.#kept ? html`<p class="notice notice-ok" role="status">${icon("check")}<span>${texts.t("talk.work_point_kept")}</span></p>` : nothing}
    </form>`;
  }

  async #save(shown: WorkPoint, texts: Texts): Promise<void> {
    const { text, try_when, noticed_by } = { ...shown, ...this.#draft.value };
    try {
      this.#saved = await call<WorkPoint>("PUT", `${this.#path}/work-point`, { body: { text, try_when, noticed_by }, version: this.#saved?.version, signal: this.#life });
      this.#draft.drop();
      this.#kept = true;
      this.#problem = "";
    } catch (error) {
      this.#problem = error instanceof Problem && !error.passing && error.message ? error.message : texts.t("common.not_sent");
      if (error instanceof Problem && error.status === 412) await this.load();
    }
    this.#changed();
  }
}
