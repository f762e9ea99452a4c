// The open camera and microphone. Each can fall silent, come back or be replaced while the other goes on.
import { type Wish, open, openOne } from "./devices.ts";
import { measure } from "./level.ts";

export type Sense = "video" | "audio";

export interface CaptureNeeds {
  readonly heard: (level: number) => void;
  /** A track was put in the place of another of its kind. */
  readonly replaced: (track: MediaStreamTrack) => void;
  /** What gives could change; gives() tells. */
  readonly changed: () => void;
}

/** How often a camera that was taken away is asked for again. */
const againMs = 2000;
/** A device that stays silent this long on a page that is seen is opened anew: some telephones forget to give it back after a call. */
const forgottenMs = 4000;

export class Capture {
  readonly #needs: CaptureNeeds;
  readonly #life = new AbortController();
  #meter = new AbortController();
  #wish: Wish;
  #stream: MediaStream;
  #timer = 0;
  #busy = false;
  #stale = false;
  #silentSince: Record<Sense, number> = { video: 0, audio: 0 };

  private constructor(stream: MediaStream, wish: Wish, needs: CaptureNeeds) {
    this.#stream = stream;
    this.#wish = wish;
    this.#needs = needs;
    for (const track of stream.getTracks()) this.#hold(track);
    this.#listenTo();
    document.addEventListener("visibilitychange", () => void this.#look(), { signal: this.#life.signal });
    navigator.mediaDevices.addEventListener("devicechange", () => void this.#look(), { signal: this.#life.signal });
    this.#timer = window.setInterval(() => void this.#look(), againMs);
  }

  /** Opens both as wished. Rejects with what getUserMedia said. */
  static async open(wish: Wish, needs: CaptureNeeds): Promise<Capture> {
    return new Capture(await open(wish), wish, needs);
  }

  /** Another object after each change of a track. */
  get stream(): MediaStream {
    return this.#stream;
  }

  /** How the camera is set. */
  get settings(): MediaTrackSettings {
    return this.#track("video")?.getSettings() ?? {};
  }

  /** Whether something comes from a device; true for one that was not asked for. */
  gives(sense: Sense): boolean {
    const track = this.#track(sense);
    return !track || (track.readyState === "live" && !track.muted);
  }

  /** Turns to another camera. Telephones open one at a time, so the old one is let go first, and taken back when the other does not open. */
  async turn(to: Pick<Wish, "camera" | "facing">): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    const before = this.#wish;
    this.#track("video")?.stop();
    try {
      this.#wish = { ...before, ...to };
      this.#put(await openOne("video", this.#wish, "exact"));
      return true;
    } catch {
      this.#wish = before;
      await openOne("video", before).then((track) => this.#put(track), () => undefined);
      return false;
    } finally {
      this.#busy = false;
      this.#needs.changed();
    }
  }

  /** Opens the camera anew, once: it says that it is on, but no picture comes. */
  renew(): void {
    this.#stale = true;
    void this.#look();
  }

  close(): void {
    this.#life.abort();
    this.#meter.abort();
    window.clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.stop();
  }

  /** Tries to get back what does not give. */
  async #look(): Promise<void> {
    if (this.#busy || document.visibilityState !== "visible") return;
    this.#busy = true;
    for (const sense of ["video", "audio"] as const) {
      const stale = sense === "video" && this.#stale;
      if (this.gives(sense) && !stale) this.#silentSince[sense] = 0;
      else if (stale || this.#lost(sense)) await openOne(sense, this.#wish).then((track) => this.#put(track), () => undefined);
    }
    this.#stale = false;
    this.#busy = false;
  }

  #lost(sense: Sense): boolean {
    if (this.#track(sense)?.readyState === "ended") return true;
    this.#silentSince[sense] ||= Date.now();
    return Date.now() - this.#silentSince[sense] > forgottenMs;
  }

  #put(track: MediaStreamTrack): void {
    if (this.#life.signal.aborted) return track.stop();
    const sense = track.kind as Sense;
    this.#silentSince[sense] = 0;
    this.#track(sense)?.stop();
    this.#stream = new MediaStream([...this.#stream.getTracks().filter((other) => other.kind !== sense), track]);
    this.#hold(track);
    if (sense === "audio") this.#listenTo();
    this.#needs.replaced(track);
    this.#needs.changed();
  }

  #hold(track: MediaStreamTrack): void {
    const { signal } = this.#life;
    for (const name of ["mute", "unmute"]) track.addEventListener(name, () => this.#needs.changed(), { signal });
    track.addEventListener("ended", () => {
      this.#needs.changed();
      void this.#look();
    }, { signal });
  }

  #listenTo(): void {
    this.#meter.abort();
    this.#meter = new AbortController();
    measure(this.#stream, this.#needs.heard, this.#meter.signal);
  }

  #track(sense: Sense): MediaStreamTrack | undefined {
    return this.#stream.getTracks().find(({ kind }) => kind === sense);
  }
}
