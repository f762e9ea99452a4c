// <tb-review>: the employee looks back, one step at a time; first what she sees herself, then what her coach marked.
import { type TemplateResult, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { Problem } from "../../lib/api.ts";
import { Draft } from "../../lib/draft.ts";
import { TbElement, place } from "../../lib/element.ts";
import { listen } from "../../lib/events.ts";
import { icon } from "../../lib/icon.ts";
import type { TbPlayer } from "../player/player.ts";
import { type Moment, type Step, next, previous, resume, stretchOf } from "./steps.ts";
import { Story, type WorkPoint } from "./story.ts";
import { afterLook, beforeLook, messageStep, momentControls, workPointStep } from "./views.ts";

interface ReviewData {
  readonly cycle_id: string;
  readonly question: string;
  readonly round: number;
  readonly coach: string;
  readonly me: string;
}

export class TbReview extends TbElement<ReviewData> {
  #story!: Story;
  #step: Step | null = null;
  #problem = "";
  #busy = false;
  #listening = new Set<string>();

  protected begin(): void {
    this.#story = new Story(this.data.cycle_id, this.data.me, this.life);
    void this.#load();
  }

  async #load(): Promise<void> {
    await this.#do(async () => {
      await this.#story.load();
      this.#step ??= resume(this.#story.moments);
    }, "common.not_loaded");
    for (const id of this.#story.recordings.keys()) this.#listen(id);
  }

  /** When the film is withdrawn, the player on the screen closes. */
  #listen(recordingId: string): void {
    if (this.#listening.has(recordingId)) return;
    this.#listening.add(recordingId);
    const end = (): void => {
      const player = this.#player;
      if (player?.data.recording.id === recordingId) player.end();
    };
    listen({ url: `/api/v1/recordings/${recordingId}/events`, signal: this.life, bye: end, on: {} });
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    if (!this.#step) {
      if (!this.#problem) return html`<div class="review"><div class="skeleton review-skeleton"></div></div>`;
      return html`<div class="review page-narrow"><p class="notice notice-warm" role="alert">${icon("wifiOff")}<span>${this.#problem}</span></p><button type="button" class="button" @click=${() => this.#load()}>${texts.t("common.retry")}</button></div>`;
    }
    return html`<div class="review">
      ${this.#head(this.#step)}
      ${this.#problem ? html`<p class="notice notice-danger review-problem" role="alert">${icon("triangleAlert")}<span>${this.#problem}</span></p>` : nothing}
      ${this.#film(this.#step)}
      ${this.#body(this.#step)}
    </div>`;
  }

  /** The film of the moment on the screen. It is there before the first moment is, so that this starts at once. */
  #film(step: Step): TemplateResult {
    const moment = this.#current ?? (step.is === "message" ? this.#story.moments[0] : undefined);
    const recording = moment && this.#story.recordings.get(moment.recording_id);
    if (!moment || !recording) return html``;
    const start_ms = stretchOf(moment, recording.duration_ms ?? 0).inMs;
    return html`<div class="review-film" ?hidden=${step.is !== "moment"}>
      ${keyed(recording.id, html`<tb-player plain .data=${{ recording, start_ms }} .texts=${this.texts}></tb-player>`)}
    </div>`;
  }

  #head(step: Step): TemplateResult {
    const { moments } = this.#story;
    const { texts, data } = this;
    const title = step.is === "moment" ? texts.t("review.moment_of", { Number: step.index + 1, Count: moments.length }) : texts.t(step.is === "message" ? "review.title" : "review.work_point");
    const back = step.is === "message"
      ? html`<a class="button button-quiet button-icon" href="/cycles/${data.cycle_id}" aria-label=${texts.t("common.back")}>${icon("arrowLeft")}</a>`
      : html`<button type="button" class="button button-quiet button-icon" aria-label=${texts.t("common.back")} @click=${() => this.#go(previous(step, moments.length))}>${icon("arrowLeft")}</button>`;
    return html`<div class="review-head">${back}<h2 tabindex="-1">${title}</h2></div>`;
  }

  #body(step: Step): TemplateResult {
    const { texts, data } = this;
    if (step.is === "message") return messageStep(this.#story.releases, data.question, texts, () => this.#go(next(step, this.#story.moments.length)));
    if (step.is === "work_point") return this.#workPoint();
    return this.#moment(this.#story.moments[step.index] as Moment, step);
  }

  #moment(moment: Moment, step: Step): TemplateResult {
    const { texts, data } = this;
    const recording = this.#story.recordings.get(moment.recording_id);
    const draft = this.#lookDraft(moment);
    return html`${recording ? nothing : html`<p class="notice">${texts.t("player.gone")}</p>`}
      ${recording ? momentControls(texts, { again: () => this.#play(moment), slow: () => this.#slower(), toggle: () => this.#player?.request({ ask: "toggle" }) }, this.#state) : nothing}
      <div class="review-body stack">
        <p class="small muted">${data.question}</p>
        ${moment.look === null
          ? beforeLook(draft.value, this.#busy, texts, {
              typed: (text) => draft.keep(text),
              focus: () => this.#player?.request({ ask: "pause" }),
              look: (seen) => void this.#look(moment, seen),
            })
          : afterLook(moment, this.#story.isProud(moment), data, texts, { proud: () => void this.#do(() => this.#story.turnProud(moment), "common.not_sent"), next: () => this.#go(next(step, this.#story.moments.length)) })}
      </div>`;
  }

  #workPoint(): TemplateResult {
    const draft = this.#workPointDraft;
    const saved = this.#story.workPoint;
    const now: WorkPoint = draft.value ?? saved ?? { text: "", try_when: "", noticed_by: "" };
    return workPointStep(now, saved !== null, this.#busy, this.data.question, this.texts, {
      typed: (fields) => draft.keep({ ...(draft.value ?? saved ?? { text: "", try_when: "", noticed_by: "" }), ...fields }),
      save: () => void this.#saveWorkPoint(),
      close: (openNext) => void this.#close(openNext),
    });
  }

  /** Follows the player that is on the screen, and plays the moment when it changes. */
  protected override updated(): void {
    const player = this.#player;
    const moment = this.#current;
    if (!player || !moment) return;
    if (this.#watched !== player) {
      this.#watched = player;
      this.#opened = "";
      player.store.watch(() => {
        this.#openMoment();
        this.#point();
      }, this.life);
    }
    this.#openMoment();
  }

  #watched: TbPlayer | null = null;
  #opened = "";

  #openMoment(): void {
    const moment = this.#current;
    if (moment && this.#opened !== moment.id && this.#watched?.store.state.phase === "ready") this.#play(moment);
  }

  get #current(): Moment | undefined {
    return this.#step?.is === "moment" ? this.#story.moments[this.#step.index] : undefined;
  }

  /** Plays the stretch from its beginning and stops at its end. */
  #play(moment: Moment): void {
    const player = this.#player;
    if (!player) return;
    this.#opened = moment.id;
    const selection = stretchOf(moment, player.store.state.durationMs);
    player.request({ ask: "select", selection, atEnd: "stop" });
    player.request({ ask: "seek", ms: selection.inMs });
    player.request({ ask: "play" });
  }

  #slower(): void {
    const player = this.#player;
    player?.request({ ask: "speed", speed: player.store.state.speed === 1 ? 0.5 : 1 });
  }

  #point(): void {
    const { selection, ms, paused, speed } = this.#player?.store.state ?? {};
    const bar = this.querySelector<HTMLElement>(".review-bar");
    if (bar && selection?.outMs && ms !== undefined) place(bar, { "--at": `${Math.min(100, Math.max(0, ((ms - selection.inMs) / (selection.outMs - selection.inMs)) * 100))}%` });
    if (paused !== this.#seen.paused || speed !== this.#seen.slow) {
      this.#seen = { paused, slow: speed };
      this.requestUpdate();
    }
  }

  #seen: { paused: boolean | undefined; slow: number | undefined } = { paused: undefined, slow: undefined };

  get #state(): { paused: boolean; slow: boolean } {
    return { paused: this.#seen.paused ?? true, slow: this.#seen.slow === 0.5 };
  }

  get #player(): TbPlayer | null {
    return this.querySelector("tb-player");
  }

  #lookDraft(moment: Moment): Draft<string> {
    return new Draft(`look.${this.data.me}.${moment.id}`, "");
  }

  get #workPointDraft(): Draft<WorkPoint | null> {
    return new Draft(`work-point.${this.data.me}.${this.data.cycle_id}`, null);
  }

  async #look(moment: Moment, seen: "something" | "nothing" | "skipped"): Promise<void> {
    const draft = this.#lookDraft(moment);
    const text = seen === "something" ? draft.value.trim() : "";
    if (seen === "something" && !text) return void this.querySelector<HTMLTextAreaElement>("#look")?.focus();
    const done = await this.#do(() => this.#story.look(moment, seen, text), "common.not_sent");
    if (!done) return;
    draft.drop();
    await this.updateComplete;
    this.querySelector<HTMLElement>(".review-opened")?.focus({ preventScroll: true });
  }

  async #saveWorkPoint(): Promise<void> {
    const draft = this.#workPointDraft;
    const point = draft.value ?? this.#story.workPoint;
    if (!point?.text.trim()) return void this.querySelector<HTMLTextAreaElement>("#work-point")?.focus();
    const done = await this.#do(() => this.#story.saveWorkPoint(point), "common.not_sent");
    if (done) draft.drop();
    this.requestUpdate();
  }

  async #close(openNext: boolean): Promise<void> {
    await this.#do(async () => {
      const opened = await this.#story.close(openNext);
      location.assign(`/cycles/${opened ?? this.data.cycle_id}`);
    }, "common.not_sent");
  }

  #go(step: Step): void {
    this.#step = step;
    this.#opened = "";
    this.#player?.request({ ask: "pause" });
    this.#problem = "";
    this.requestUpdate();
    void this.updateComplete.then(() => {
      window.scrollTo({ top: 0 });
      this.querySelector<HTMLElement>(".review-head h2")?.focus({ preventScroll: true });
    });
  }

  /** Runs a call, says what went wrong when it does; true when it went well. */
  async #do(work: () => Promise<void>, otherwise: string): Promise<boolean> {
    this.#busy = true;
    this.requestUpdate();
    try {
      await work();
      this.#problem = "";
      return true;
    } catch (error) {
      if (!this.life.aborted) this.#problem = error instanceof Problem && !error.passing && error.message ? error.message : this.texts.t(otherwise);
      return false;
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}
