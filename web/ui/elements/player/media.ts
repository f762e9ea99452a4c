// The only file that touches <video>: carries out requests and reports what really happened as facts.
import type Hls from "hls.js";
import { frameAt, frameCount, frameOfMediaTime, frameOfTime, middleSeconds } from "../../lib/timebase.ts";
import { refusals, watchHls } from "./hls.ts";
import type { Request } from "./requests.ts";
import { type Store, lastFrame } from "./store.ts";

export type Engine = "hls" | "native";

/** More newer versions than a film gets while it is looked at: then something else is wrong. */
const mostReplaced = 10;

export class Media {
  readonly #video: HTMLVideoElement;
  readonly #store: Store;
  readonly #address: string;
  readonly #engine: Engine;
  readonly #life: AbortSignal;
  #hls: Hls | null = null;
  /** The frame that a seek under way will show; steps count from here. */
  #target: number | null = null;
  #retries = 0;
  #replaced = 0;
  #looking = false;
  #settling = false;
  #loaded = false;
  /** The sound comes from another camera: what is asked of volume and mute is remembered and told, but not heard here. */
  #silent = false;

  /** Seconds at which the film is opened. */
  readonly #start: number;

  constructor(video: HTMLVideoElement, store: Store, address: string, engine: Engine, startMs: number, life: AbortSignal) {
    this.#video = video;
    this.#store = store;
    this.#address = address;
    this.#engine = engine;
    this.#life = life;
    this.#start = startMs > 0 ? middleSeconds(store.state.rateOfFrames, frameAt(store.state.rateOfFrames, startMs)) : 0;
    video.preservesPitch = true;
    this.#listen();
    life.addEventListener("abort", () => this.#close(), { once: true });
  }

  /** Opens the film, at the position that is shown now. */
  async load(): Promise<void> {
    if (this.#engine === "native") return this.#loadNatively();
    const { default: Player } = await import("hls.js");
    if (this.#life.aborted) return;
    if (!Player.isSupported()) return this.#loadNatively();
    this.#hls = new Player({ enableWorker: false, startPosition: this.#video.currentTime || this.#start, maxBufferLength: 60, backBufferLength: 60 });
    watchHls(this.#hls, Player, { gone: () => void this.#refused(), failed: () => this.#store.tell({ is: "failed" }), settling: (settling) => this.#settle(settling) });
    this.#hls.loadSource(this.#address);
    this.#hls.attachMedia(this.#video);
  }

  do(request: Request): void {
    const state = this.#store.state;
    if (request.ask === "retry") return void this.#retry();
    if (state.phase !== "ready") return;
    switch (request.ask) {
      case "play":
        return this.#play();
      case "pause":
        return this.#video.pause();
      case "toggle":
        return this.#video.paused ? this.#play() : this.#video.pause();
      case "mute":
        return this.#sound(state.volume, !state.muted);
      case "volume":
        return this.#sound(request.volume, request.volume === 0);
      case "speed":
        this.#video.playbackRate = request.speed;
        return;
      case "seek":
        return this.#seek(frameAt(state.rateOfFrames, Math.max(0, request.ms)));
      case "skip":
        return this.#seek(frameAt(state.rateOfFrames, Math.max(0, this.#shownMs() + request.ms)));
      case "step":
        this.#video.pause();
        return this.#seek((this.#target ?? state.frame) + request.frames);
    }
  }

  /** Lets the sound come from elsewhere, or from here again. */
  silence(silent: boolean): void {
    const { volume, muted } = this.#store.state;
    this.#silent = silent;
    this.#sound(volume, muted);
  }

  #sound(volume: number, muted: boolean): void {
    this.#video.volume = volume;
    this.#video.muted = muted || this.#silent;
    if (this.#silent) this.#store.tell({ is: "sound", volume, muted });
  }

  /** Access has ended: nothing of the film stays behind. */
  end(): void {
    this.#close();
    this.#store.tell({ is: "gone" });
  }

  #shownMs(): number {
    const { rateOfFrames, ms } = this.#store.state;
    return this.#target === null ? ms : middleSeconds(rateOfFrames, this.#target) * 1000;
  }

  #play(): void {
    const last = lastFrame(this.#store.state);
    const { selection, frame, durationMs, rateOfFrames } = this.#store.state;
    if (selection && last !== null && (frame >= last || this.#shownMs() < selection.inMs)) this.#seek(frameAt(rateOfFrames, selection.inMs));
    else if (this.#video.ended || frame >= frameCount(rateOfFrames, durationMs) - 1) this.#seek(0);
    // A refusal (no gesture yet) is no fault: the state stays "paused", which is the truth.
    this.#video.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#store.tell({ is: "blocked", blocked: true });
    });
  }

  #seek(frame: number): void {
    const { rateOfFrames, durationMs } = this.#store.state;
    const end = Math.max(0, frameCount(rateOfFrames, durationMs) - 1);
    this.#target = Math.min(Math.max(0, frame), end);
    this.#video.currentTime = middleSeconds(rateOfFrames, this.#target);
  }

  #settle(settling: boolean): void {
    this.#settling = settling;
    if (this.#loaded && !settling) this.#store.tell({ is: "ready" });
  }

  #shown(frame: number): void {
    this.#store.tell({ is: "shown", frame });
    const last = lastFrame(this.#store.state);
    if (last === null || frame < last || this.#video.paused || this.#target !== null) return;
    const selection = this.#store.state.selection;
    if (this.#store.state.atEnd === "stop") {
      this.#video.pause();
      this.#seek(last);
    } else if (selection) this.#seek(frameAt(this.#store.state.rateOfFrames, selection.inMs));
  }

  #listen(): void {
    const video = this.#video;
    const on = (name: string, act: () => void): void => video.addEventListener(name, act, { signal: this.#life });
    on("loadeddata", () => {
      this.#retries = 0;
      this.#loaded = true;
      this.#settle(this.#settling);
    });
    on("playing", () => {
      this.#store.tell({ is: "paused", paused: false });
      if (this.#store.state.blocked) this.#store.tell({ is: "blocked", blocked: false });
    });
    on("pause", () => this.#store.tell({ is: "paused", paused: true }));
    on("ended", () => (this.#store.state.atEnd === "repeat" ? this.#play() : this.#store.tell({ is: "paused", paused: true })));
    for (const name of ["waiting", "stalled", "seeking"]) on(name, () => this.#store.tell({ is: "waiting", waiting: video.readyState < 3 }));
    for (const name of ["playing", "canplay", "seeked"]) on(name, () => this.#store.tell({ is: "waiting", waiting: false }));
    on("seeked", () => {
      this.#target = null;
      this.#shown(frameOfTime(this.#store.state.rateOfFrames, video.currentTime));
    });
    on("ratechange", () => this.#store.tell({ is: "speed", speed: video.playbackRate }));
    on("volumechange", () => this.#silent || this.#store.tell({ is: "sound", volume: video.volume, muted: video.muted }));
    on("error", () => void this.#broken());
    this.#watchFrames();
  }

  /** Each frame that reaches the screen, exactly where the browser can tell, else by its clock. */
  #watchFrames(): void {
    const rate = (): { num: number; den: number } => this.#store.state.rateOfFrames;
    if (!("requestVideoFrameCallback" in this.#video)) {
      (this.#video as HTMLVideoElement).addEventListener("timeupdate", () => this.#shown(frameOfTime(rate(), (this.#video as HTMLVideoElement).currentTime)), { signal: this.#life });
      return;
    }
    const next: VideoFrameRequestCallback = (_, frame) => {
      if (this.#life.aborted) return;
      this.#shown(frameOfMediaTime(rate(), frame.mediaTime));
      this.#video.requestVideoFrameCallback(next);
    };
    this.#video.requestVideoFrameCallback(next);
  }

  /** A part is not there. Access has ended, or a newer version took the place of the one that plays: it goes on in that. */
  async #refused(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const playing = !this.#video.paused;
    const there = await fetch(this.#address, { signal: this.#life }).then(({ status }) => !refusals.has(status), () => true);
    this.#looking = false;
    if (this.#life.aborted) return;
    if (!there || this.#replaced++ >= mostReplaced) return this.end();
    await this.#retry();
    if (playing) this.#play();
  }

  #loadNatively(): void {
    this.#video.src = this.#address;
    this.#video.load();
    if (this.#start > 0) this.#video.currentTime = this.#start; // kept until the film is there (HTML, default playback start position)
  }

  /** Native playback tells only that it failed: look whether the film is still there for this person. */
  async #broken(): Promise<void> {
    if (this.#hls || this.#store.state.phase === "gone") return;
    try {
      const answer = await fetch(this.#address, { signal: this.#life });
      if (answer.status === 404 || answer.status === 401 || answer.status === 410) return this.end();
    } catch {
      if (this.#life.aborted) return;
    }
    if (this.#retries++ === 0) return void this.#retry();
    this.#store.tell({ is: "failed" });
  }

  async #retry(): Promise<void> {
    const at = this.#video.currentTime;
    this.#hls?.destroy();
    this.#hls = null;
    await this.load();
    this.#video.currentTime = at;
  }

  #close(): void {
    this.#hls?.destroy();
    this.#hls = null;
    this.#video.pause();
    this.#video.removeAttribute("src");
    this.#video.load();
  }
}
