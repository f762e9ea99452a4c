// <tb-office-film>: film that the office opened to one person for a while, with her name over it. It closes itself when
// the server says so, keeps nothing of the film then, and tells which stretches were on the screen. data: Opened.
import type Hls from "hls.js";
import { type TemplateResult, html } from "lit";
import { call } from "../../lib/api.ts";
import { TbElement } from "../../lib/element.ts";
import { icon } from "../../lib/icon.ts";
import { refusals } from "../player/hls.ts";
import { type Stretch, playedMs, untold } from "./ranges.ts";

interface Opened {
  readonly id: string;
  readonly watermark: string;
  readonly closes_at: string | null;
}

/** How often it asks whether the film is still open, and how often it tells what was played, in ms. */
const askEvery = 1000;
const tellEvery = 2000;

export class TbOfficeFilm extends TbElement<Opened> {
  #gone = false;
  #failed = false;
  #hls: Hls | null = null;
  #told: Stretch[] = [];
  #asking = false;

  protected begin(): void {
    void this.updateComplete.then(() => this.#load());
    this.#every(askEvery, () => void this.#ask());
    this.#every(tellEvery, () => this.#tell());
    const { closes_at: closes } = this.data;
    if (closes) this.#after(Date.parse(closes) - Date.now(), () => void this.#ask());
    addEventListener("pagehide", () => this.#tell(), { signal: this.life });
  }

  #every(ms: number, act: () => void): void {
    const timer = setInterval(act, ms);
    this.life.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  #after(ms: number, act: () => void): void {
    if (ms > 2 ** 31 - 1) return;
    const timer = setTimeout(act, Math.max(0, ms));
    this.life.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  get #video(): HTMLVideoElement | null {
    return this.querySelector("video");
  }

  async #load(): Promise<void> {
    const video = this.#video;
    const address = `/media/${this.data.id}/master.m3u8`;
    const { default: Player } = await import("hls.js");
    if (!video || this.life.aborted) return;
    video.addEventListener("pause", () => this.#tell(), { signal: this.life });
    if (!Player.isSupported()) {
      video.src = address;
      return;
    }
    this.#hls = new Player({ enableWorker: false, maxBufferLength: 20, backBufferLength: 20 });
    this.#hls.on(Player.Events.ERROR, (_, error) => {
      if (refusals.has(error.response?.code ?? 0)) return void this.#ask();
      if (error.fatal) this.#set(() => (this.#failed = true));
    });
    this.#hls.loadSource(address);
    this.#hls.attachMedia(video);
    this.life.addEventListener("abort", () => this.#hls?.destroy(), { once: true });
  }

  /** Whether it is still open. A line that is away for a moment does not close it: without it nothing more comes in. */
  async #ask(): Promise<void> {
    if (this.#gone || this.#asking) return;
    this.#asking = true;
    const answer = await fetch(`/api/v1/office-films/${this.data.id}`, { signal: this.life, cache: "no-store" }).catch(() => null);
    this.#asking = false;
    if (answer && refusals.has(answer.status)) this.#close();
  }

  #close(): void {
    this.#tell();
    this.#hls?.destroy();
    this.#hls = null;
    const video = this.#video;
    video?.pause();
    video?.removeAttribute("src");
    video?.load();
    this.#set(() => (this.#gone = true));
  }

  #tell(): void {
    const video = this.#video;
    if (!video || this.#gone) return;
    const ranges = untold(playedMs(video.played), this.#told);
    if (ranges.length === 0) return;
    this.#told = playedMs(video.played);
    void call("POST", `/office-films/${this.data.id}/played`, { body: { ranges }, keepalive: true }).catch(() => undefined);
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    if (this.#gone) return html`<p class="notice" role="status">${icon("lock")}<span>${texts.t("office_film.closed")}</span></p>`;
    if (this.#failed) return html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${texts.t("office_film.failed")}</span></p>`;
    const mark = html`<span>${this.data.watermark}</span>`;
    return html`<div class="office-film">
      <video controls playsinline disablepictureinpicture disableremoteplayback controlslist="nodownload nofullscreen noremoteplayback noplaybackrate" aria-label=${texts.t("office_film.label")}
        @contextmenu=${(event: Event) => event.preventDefault()}></video>
      <div class="office-film-mark" aria-hidden="true">${mark}${mark}${mark}</div>
    </div>`;
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
