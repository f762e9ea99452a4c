// The video of one further camera: it follows the first one and leads nothing.
import type Hls from "hls.js";
import type { Engine } from "./media.ts";
import { type Angle, nudge, ownTime, stillTime } from "./step.ts";
import type { Store } from "./store.ts";

export interface FollowerNeeds {
  readonly store: Store;
  readonly leader: HTMLVideoElement;
  readonly engine: Engine;
  /** Access ended, or the film cannot be played; or the angle does or does not film where the leader is. */
  readonly changed: () => void;
}

const lookMs = 200;

export class Follower {
  readonly #video: HTMLVideoElement;
  readonly #needs: FollowerNeeds;
  readonly #life = new AbortController();
  #angle: Angle;
  #hls: Hls | null = null;
  #timer = 0;
  #outside = false;
  #failed = false;
  #still = -1;
  #loud = false;

  constructor(video: HTMLVideoElement, angle: Angle, needs: FollowerNeeds) {
    this.#video = video;
    this.#angle = angle;
    this.#needs = needs;
    video.muted = true;
    video.preservesPitch = true;
    needs.store.watch(() => this.#look(), this.#life.signal);
    video.addEventListener("error", () => this.#hls || this.#broken(), { signal: this.#life.signal });
    for (const name of ["loadeddata", "canplay"]) video.addEventListener(name, () => this.#look(), { signal: this.#life.signal });
    this.#timer = window.setInterval(() => this.#look(), lookMs);
    void this.#load().catch(() => this.#broken());
  }

  /** The angle does not film where the leader is. */
  get outside(): boolean {
    return this.#outside;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** How many seconds it is ahead of the leader now. */
  get ahead(): number {
    return this.#video.currentTime - (this.#needs.leader.currentTime - this.#angle.offset_ms / 1000);
  }

  /** Takes a new place or name. */
  set angle(angle: Angle) {
    this.#angle = angle;
    this.#still = -1;
    this.#look();
  }

  /** The sound comes from here. */
  set loud(loud: boolean) {
    this.#loud = loud;
    this.#look();
  }

  close(): void {
    this.#life.abort();
    window.clearInterval(this.#timer);
    this.#hls?.destroy();
    this.#hls = null;
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  async #load(): Promise<void> {
    const address = `/media/${this.#angle.id}/master.m3u8`;
    const { default: Player } = await import("hls.js");
    if (this.#life.signal.aborted) return;
    if (this.#needs.engine === "native" || !Player.isSupported()) {
      this.#video.src = address;
      return;
    }
    const start = ownTime(this.#angle, this.#needs.leader.currentTime) ?? 0;
    this.#hls = new Player({ enableWorker: false, startPosition: start, maxBufferLength: 60, backBufferLength: 60 });
    this.#hls.on(Player.Events.ERROR, (_, error) => {
      if (!error.fatal) return;
      if (error.type === Player.ErrorTypes.MEDIA_ERROR) return this.#hls?.recoverMediaError();
      this.#broken();
    });
    this.#hls.loadSource(address);
    this.#hls.attachMedia(this.#video);
  }

  #broken(): void {
    this.#failed = true;
    this.#needs.changed();
  }

  /** Brings it in step. Called for each frame of the leader, and now and then. */
  #look(): void {
    const { state } = this.#needs.store;
    this.#sound(state.volume, state.muted);
    if (state.phase !== "ready" || this.#video.readyState === 0) return;
    const still = state.paused || this.#needs.leader.seeking;
    const own = still ? stillTime(this.#angle, state.rateOfFrames, state.frame) : ownTime(this.#angle, this.#needs.leader.currentTime);
    this.#within(own !== null);
    if (own === null) return this.#video.pause();
    if (still) return this.#stand(own);
    this.#still = -1;
    this.#run(own, state.speed);
  }

  #stand(own: number): void {
    if (!this.#video.paused) this.#video.pause();
    if (own === this.#still) return;
    this.#still = own;
    this.#video.currentTime = own;
  }

  #run(own: number, speed: number): void {
    if (this.#needs.leader.readyState < 3) return this.#video.pause();
    if (this.#video.paused) void this.#video.play().catch(() => undefined);
    if (this.#video.seeking) return;
    const rate = nudge(this.#video.currentTime - own, speed);
    if (rate === "jump") this.#video.currentTime = own;
    else if (Math.abs(this.#video.playbackRate - rate) > 0.001) this.#video.playbackRate = rate;
  }

  #sound(volume: number, muted: boolean): void {
    this.#video.volume = volume;
    this.#video.muted = !this.#loud || muted;
  }

  #within(inside: boolean): void {
    if (this.#outside === !inside) return;
    this.#outside = !inside;
    this.#needs.changed();
  }
}
