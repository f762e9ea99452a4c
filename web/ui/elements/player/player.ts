// <tb-player>: picture, controls and timeline of one recording. data: {recording, start_ms?}.
import { type TemplateResult, html, nothing } from "lit";
import { icon } from "../../lib/icon.ts";
import { TbElement } from "../../lib/element.ts";
import { whyEnded } from "../../lib/ended.ts";
import { rememberPosition } from "../../lib/resume.ts";
import type { Recording } from "../../lib/things.ts";
import { assumedRate, exact } from "../../lib/timebase.ts";
import { requestOf } from "./acting.ts";
import { Angles } from "./angles.ts";
import { toggleFullscreen } from "./fullscreen.ts";
import { helpDialog, keysOn } from "./help.ts";
import { type Key, actionOf, busyElsewhere } from "./keys.ts";
import { type Engine, Media } from "./media.ts";
import { type Request, requestEvent } from "./requests.ts";
import { noSideFiles, sideFiles } from "./sidefiles.ts";
import { Store } from "./store.ts";
import { gapWord } from "./timeline-parts.ts";
import type { TbTimeline } from "./timeline-element.ts";
import type { Tier } from "./tiers.ts";
import { transport } from "./transport.ts";

export interface PlayerData {
  readonly recording: Recording;
  /** Where the film is opened, in ms; its beginning when it is left out. */
  readonly start_ms?: number;
}

export class TbPlayer extends TbElement<PlayerData> {
  static override properties = { tiers: {}, selected: {}, groups: {}, plain: { type: Boolean } };
  declare tiers: readonly Tier[];
  declare selected: string | null;
  /** The groups of keys that the "?" dialog shows. */
  declare groups: readonly Key["group"][];
  /** Only the picture: no transport, no timeline, no keys. */
  declare plain: boolean;
  readonly store = new Store();
  #media: Media | null = null;
  #files = noSideFiles;
  #why = ""; // the key of the sentence that says why the film went
  #upright = false;
  #angles: Angles | null = null;

  constructor() {
    super();
    this.tiers = [];
    this.selected = null;
    this.groups = ["player"];
    this.plain = false;
  }

  protected begin(): void {
    const { recording } = this.data;
    this.store.tell({ is: "opened", rateOfFrames: recording.frame_rate ?? assumedRate, durationMs: recording.duration_ms ?? 0 });
    this.store.watch(() => this.requestUpdate(), this.life);
    this.addEventListener(requestEvent, (event) => this.request((event as CustomEvent<Request>).detail), { signal: this.life });
    document.addEventListener("keydown", this.#press, { signal: this.life });
    document.addEventListener("fullscreenchange", () => this.store.tell({ is: "fullscreen", fullscreen: document.fullscreenElement !== null }), { signal: this.life });
    window.addEventListener("pagehide", this.#remember, { signal: this.life });
    void this.updateComplete.then(() => this.#open());
  }

  /** Acts on a request: selections are the player's own, the rest is the video's. */
  request(request: Request): void {
    if (request.ask === "select") return this.store.tell({ is: "selected", selection: request.selection, atEnd: request.atEnd ?? "on" });
    if (request.ask === "fullscreen") return toggleFullscreen(this.#part(".player"), this.#part("video"));
    this.#media?.do(request);
  }

  /** Access has ended: closes with a calm sentence. */
  end(): void {
    this.#media?.end();
  }

  protected override render(): TemplateResult {
    const { state } = this.store;
    return html`<div class="player" data-phase=${state.phase} ?data-playing=${!state.paused}>
      <div class="player-pictures" data-count=${this.#angles?.shown.length ?? 1}>
      <div class="player-picture" ?data-upright=${this.#upright} ?data-unseen=${this.#angles?.shown.includes(1) === false}>
        <video playsinline preload="auto" poster="${this.#folder}/poster.jpg" aria-label=${this.data.recording.title} @resize=${this.#sized}
          @click=${this.plain ? nothing : () => this.request({ ask: "toggle" })}></video>
        ${this.#over()}
      </div>
      ${this.#angles?.pictures() ?? nothing}
      </div>
      ${state.phase === "ready" ? (this.#angles?.bar(this.plain) ?? nothing) : nothing}
      ${this.plain || state.phase === "gone" ? nothing : this.#controls()}
    </div>`;
  }

  protected override updated(): void {
    this.#angles?.drawn();
    if (this.store.state.phase === "gone") this.#explain();
  }

  /** Asks once why the film went. */
  #explain(): void {
    if (this.#why) return;
    this.#why = "player.gone";
    void whyEnded(this.#why, this.life).then((why) => {
      this.#why = why;
      this.requestUpdate();
    });
  }

  #controls(): TemplateResult {
    return html`${transport(this.store.state, this.texts, { help: () => this.#help(), zoom: (factor) => this.#timeline.zoom(factor) })}
      <tb-timeline .store=${this.store} .texts=${this.texts} .tiers=${this.tiers} .selected=${this.selected}
        .gaps=${this.data.recording.gaps ?? []} .files=${this.#files}></tb-timeline>
      ${helpDialog(this.texts, this.groups)}`;
  }

  readonly #sized = (event: Event): void => {
    const { videoWidth, videoHeight } = event.currentTarget as HTMLVideoElement;
    this.#upright = videoHeight > videoWidth;
    this.requestUpdate();
  };

  #over(): TemplateResult {
    const { phase, ms, frame, waiting } = this.store.state;
    const { texts } = this;
    if (phase === "loading") return html`<div class="player-cover skeleton"><span class="visually-hidden" role="status">${texts.t("player.loading")}</span></div>`;
    if (phase === "failed")
      return html`<div class="player-cover" role="alert"><p>${texts.t("player.failed")}</p>
        <button type="button" class="button" @click=${() => this.request({ ask: "retry" })}>${icon("refresh")}${texts.t("common.retry")}</button></div>`;
    if (phase === "gone") return html`<div class="player-cover" role="status">${icon("lock")}<p>${texts.t(this.#why || "player.gone")}</p></div>`;
    const gap = this.data.recording.gaps?.find((one) => ms >= one.start_ms && ms < one.end_ms);
    return html`${this.plain ? nothing : html`<div class="player-chip"><span class="timecode">${exact(ms)}</span> <span class="player-frame">${texts.t("player.frame", { Number: frame })}</span></div>`}
      ${gap ? html`<div class="player-gap">${texts.t(gapWord(gap))}</div>` : nothing}
      ${waiting ? html`<div class="player-waiting" role="status">${texts.t("player.waiting")}</div>` : nothing}`;
  }

  get #folder(): string {
    return `/media/${this.data.recording.id}`;
  }

  get #timeline(): TbTimeline {
    return this.#part<TbTimeline>("tb-timeline");
  }

  #part<T extends HTMLElement>(selector: string): T {
    return this.querySelector(selector) as T;
  }

  #open(): void {
    if (this.life.aborted) return;
    const engine: Engine = this.getAttribute("engine") === "native" || new URLSearchParams(location.search).has("native") ? "native" : "hls";
    this.#media = new Media(this.#part("video"), this.store, `${this.#folder}/master.m3u8`, engine, this.data.start_ms ?? 0, this.life);
    this.#media.load().catch(() => this.store.tell({ is: "failed" }));
    this.#angles = new Angles({
      recording: this.data.recording, texts: this.texts, store: this.store, engine, life: this.life,
      media: () => this.#media, part: (selector) => this.querySelector(selector), changed: () => this.requestUpdate(),
    });
    if (this.plain) return;
    void sideFiles(this.#folder, this.life).then((files) => {
      this.#files = files;
      this.requestUpdate();
    });
  }

  #help(): void {
    this.#part<HTMLDialogElement>(".keys-dialog").showModal();
  }

  /** Where she stopped; an element that holds only a piece of the film does not know. */
  #remember = (): void => {
    const { ms, durationMs, phase } = this.store.state;
    const me = document.body.dataset["me"];
    if (me && !this.plain && phase === "ready") rememberPosition(localStorage, me, this.data.recording.id, ms, durationMs);
  };

  #press = (event: KeyboardEvent): void => {
    if (this.plain || this.store.state.phase !== "ready" || busyElsewhere(event.target, event.key)) return;
    if (!keysOn() && event.key.length === 1 && event.key !== "?") return;
    const action = actionOf(event, ["player"]);
    if (!action) return;
    event.preventDefault();
    if (action === "help") return this.#help();
    if (action === "camera") return this.#angles?.nextView();
    if (action === "sound-from") return this.#angles?.nextSound();
    if (action === "zoom-in" || action === "zoom-out") return this.#timeline.zoom(action === "zoom-in" ? 0.5 : 2);
    const request = requestOf(action, this.store.state);
    if (request) this.request(request);
  };
}
