// The cameras of a recording in the player: which of them are seen, whose sound is heard, and how one is put in step.
import { type TemplateResult, html, nothing } from "lit";
import { Problem, call } from "../../lib/api.ts";
import { icon } from "../../lib/icon.ts";
import type { Recording } from "../../lib/things.ts";
import type { Texts } from "../../lib/texts.ts";
import { Follower } from "./follower.ts";
import type { Engine, Media } from "./media.ts";
import { type Angle, nextView, pressed } from "./step.ts";
import type { Store } from "./store.ts";

export interface AnglesNeeds {
  readonly recording: Recording;
  readonly texts: Texts;
  readonly store: Store;
  readonly engine: Engine;
  readonly media: () => Media | null;
  readonly part: <T extends HTMLElement>(selector: string) => T | null;
  readonly changed: () => void;
  readonly life: AbortSignal;
}

/** How often is asked whether an angle has come to be watched, while one is on its way. */
const againMs = 4000;

export class Angles {
  readonly #needs: AnglesNeeds;
  readonly #followers = new Map<number, Follower>();
  #list: readonly Angle[] = [];
  #shown: readonly number[] = [1];
  #sound = 1;
  #problem = "";

  constructor(needs: AnglesNeeds) {
    this.#needs = needs;
    needs.life.addEventListener("abort", () => this.#followers.forEach((follower) => follower.close()), { once: true });
    void this.#load();
  }

  get any(): boolean {
    return this.#list.length > 0;
  }

  get shown(): readonly number[] {
    return this.#shown;
  }

  /** Each view in turn. */
  nextView(): void {
    if (this.any) this.#show(nextView([1, ...this.#list.map(({ number }) => number)], this.#shown));
  }

  /** The sound of each camera that is seen in turn. */
  nextSound(): void {
    const at = this.#shown.indexOf(this.#sound);
    this.#hear(this.#shown[(at + 1) % this.#shown.length] ?? 1);
  }

  /** Gives each picture that was drawn its film. */
  drawn(): void {
    for (const [number, follower] of this.#followers)
      if (!this.#shown.includes(number)) {
        follower.close();
        this.#followers.delete(number);
      }
    for (const angle of this.#list) {
      const video = this.#needs.part<HTMLVideoElement>(`video[data-angle="${angle.number}"]`);
      const leader = this.#needs.part<HTMLVideoElement>("video");
      if (!video || !leader || this.#followers.has(angle.number)) continue;
      const { store, engine, changed } = this.#needs;
      const follower = new Follower(video, angle, { store, leader, engine, changed });
      follower.loud = this.#sound === angle.number;
      this.#followers.set(angle.number, follower);
    }
  }

  pictures(): readonly (TemplateResult | typeof nothing)[] {
    return this.#list.filter(({ number }) => this.#shown.includes(number)).map((angle) => this.#picture(angle));
  }

  #picture(angle: Angle): TemplateResult {
    const { texts } = this.#needs;
    const follower = this.#followers.get(angle.number);
    const word = follower?.failed ? "player.angle_failed" : follower?.outside ? "player.angle_outside" : "";
    return html`<div class="player-picture player-beside" data-number=${angle.number} ?data-empty=${word !== ""}>
      <video playsinline muted preload="auto" data-angle=${angle.number} aria-label=${angle.name}></video>
      <div class="player-chip player-name">${angle.name}</div>
      ${word ? html`<div class="player-gap" role="status">${texts.t(word)}</div>` : nothing}
    </div>`;
  }

  /** The choice of cameras and sound. plain is without putting them in step. */
  bar(plain: boolean): TemplateResult | typeof nothing {
    if (!this.any) return nothing;
    const { texts } = this.#needs;
    const all = [{ number: 1, name: texts.t("player.angle_first") }, ...this.#list];
    const seen = all.filter(({ number }) => this.#shown.includes(number));
    return html`<div class="angles">
      <div class="angles-choice" role="group" aria-label=${texts.t("player.angles")}>
        ${all.map(({ number, name }) => html`<button type="button" class="speed" aria-pressed=${this.#shown.includes(number)} @click=${() => this.#show(pressed(this.#shown, number))}>${icon("video")}${name}</button>`)}
      </div>
      ${seen.length > 1 || this.#sound !== seen[0]?.number ? html`<div class="angles-choice" role="group" aria-label=${texts.t("player.sound_from")}>
        ${seen.map(({ number, name }) => html`<button type="button" class="speed" aria-pressed=${this.#sound === number} @click=${() => this.#hear(number)}>${icon("volume")}${name}</button>`)}
      </div>` : nothing}
      ${plain ? nothing : this.#list.filter(({ number }) => this.#shown.includes(number)).map((angle) => this.#stepRow(angle))}
      ${this.#problem ? html`<p class="notice notice-problem" role="alert">${this.#problem}</p>` : nothing}
    </div>`;
  }

  #stepRow(angle: Angle): TemplateResult {
    const { texts } = this.#needs;
    const rate = angle.frame_rate ?? { num: 30, den: 1 };
    const frame = Math.round((1000 * rate.den) / rate.num);
    const by = (ms: number) => () => void this.#place(angle, angle.offset_ms + ms);
    const move = (ms: number, word: string): TemplateResult => html`<button type="button" class="button button-small" @click=${by(ms)}>${texts.t(word)}</button>`;
    return html`<details class="angle-step">
      <summary>${angle.name}: ${texts.t(stepWord(angle))}</summary>
      ${document.body.dataset["me"] === this.#needs.recording.owner.id ? html`<p class="hint">${texts.t("player.step_hint")}</p>
      <div class="angle-step-row">
        ${move(-100, "player.step_earlier_100")}${move(-frame, "player.step_earlier_frame")}
        <label class="angle-step-ms"><span>${texts.t("player.step_ms")}</span>
          <input type="number" step="1" inputmode="numeric" .value=${String(angle.offset_ms)} @change=${(event: Event) => this.#typed(angle, event)}></label>
        ${move(frame, "player.step_later_frame")}${move(100, "player.step_later_100")}
        ${angle.by_hand ? html`<button type="button" class="button button-small" @click=${() => void this.#place(angle, null)}>${texts.t("player.step_back")}</button>` : nothing}
      </div>` : nothing}
    </details>`;
  }

  #typed(angle: Angle, event: Event): void {
    const ms = Math.round((event.currentTarget as HTMLInputElement).valueAsNumber);
    if (Number.isFinite(ms)) void this.#place(angle, ms);
  }

  async #place(angle: Angle, ms: number | null): Promise<void> {
    try {
      const changed = await call<Angle>("PATCH", `/recordings/${this.#needs.recording.id}/angles/${angle.number}`, { body: { offset_ms: ms }, signal: this.#needs.life });
      this.#problem = "";
      this.#take(this.#list.map((one) => (one.number === changed.number ? changed : one)));
    } catch (error) {
      if (this.#needs.life.aborted) return;
      this.#problem = error instanceof Problem && error.message ? error.message : this.#needs.texts.t("player.step_failed");
      this.#needs.changed();
    }
  }

  #show(numbers: readonly number[]): void {
    this.#shown = numbers;
    if (!numbers.includes(this.#sound)) this.#hear(numbers[0] ?? 1);
    this.#needs.changed();
  }

  #hear(number: number): void {
    this.#sound = number;
    this.#needs.media()?.silence(number !== 1);
    for (const [of, follower] of this.#followers) follower.loud = of === number;
    this.#needs.changed();
  }

  #take(list: readonly Angle[]): void {
    this.#list = list;
    for (const angle of list) {
      const follower = this.#followers.get(angle.number);
      if (follower) follower.angle = angle;
    }
    const there = this.#shown.filter((number) => number === 1 || list.some((angle) => angle.number === number));
    if (there.length !== this.#shown.length) this.#show(there.length > 0 ? there : [1]);
    this.#needs.changed();
  }

  async #load(): Promise<void> {
    try {
      const { items } = await call<{ items: readonly Angle[] }>("GET", `/recordings/${this.#needs.recording.id}/angles`, { signal: this.#needs.life });
      this.#take(items.filter(({ state }) => state === "ready"));
      const coming = items.some(({ state, placed }) => state === "recording" || state === "processing" || (state === "ready" && placed === null));
      if (coming) this.#later();
    } catch (error) {
      if (error instanceof Problem && error.passing) this.#later();
    }
  }

  #later(): void {
    const timer = window.setTimeout(() => void this.#load(), againMs);
    this.#needs.life.addEventListener("abort", () => window.clearTimeout(timer), { once: true });
  }
}

/** How surely an angle is in step, in words. */
function stepWord({ placed, confidence, by_hand }: Angle): string {
  if (by_hand) return "player.step_by_hand";
  if (placed === "sound") return confidence >= 0.85 ? "player.step_sound_sure" : "player.step_sound";
  if (placed === "clock") return "player.step_clock";
  return placed === null ? "player.step_waiting" : "player.step_none";
}
