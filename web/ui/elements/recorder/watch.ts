// Watches during a recording whether picture and sound really go out, and keeps what is missing.
import type { Sense } from "./capture.ts";
import { Missing, type Reading, type Stretch, type What, flowedUntil, flowsSince, rateOf } from "./missing.ts";

export interface Watched {
  readonly gives: (sense: Sense) => boolean;
  /** How many pictures went out; null without a connection. */
  readonly pictures: () => Promise<number | null>;
  /** The clock of the recording, ms. */
  readonly clock: () => number;
  /** Something began or ended to be missing. */
  readonly noticed: (stretch: Stretch) => void;
}

const everyMs = 1000;
/** Without a picture this long it stands still, whatever the reason. */
const stillMs = 2000;

export class Watch {
  readonly missing = new Missing();
  readonly #needs: Watched;
  #last: Reading | null = null;
  #flowedAtMs = 0;
  #rate = 1;

  constructor(needs: Watched, signal: AbortSignal) {
    this.#needs = needs;
    const timer = window.setInterval(() => void this.#read(), everyMs);
    signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
    document.addEventListener("visibilitychange", () => void this.#read(), { signal });
  }

  /** Camera or microphone fell silent, came back or was replaced. */
  devices(): void {
    const now = this.#needs.clock();
    this.#picture(now, now);
    this.#tell("sound", !this.#needs.gives("audio"), now);
  }

  /** The connection was lost or is back since atMs. */
  line(lost: boolean, atMs: number): void {
    this.#last = null;
    this.#tell("line", lost, atMs);
  }

  async #read(): Promise<void> {
    const pictures = await this.#needs.pictures();
    if (pictures === null) {
      this.#last = null;
      return;
    }
    const before = this.#last;
    const now = (this.#last = { atMs: this.#needs.clock(), pictures });
    if (!before || pictures < before.pictures) {
      this.#flowedAtMs = now.atMs;
      return;
    }
    if (pictures > before.pictures) this.#flowedAtMs = flowedUntil(before, now, this.#rate);
    const since = flowsSince(before, now, this.#rate);
    if (now.atMs - before.atMs < stillMs && pictures > before.pictures) this.#rate = rateOf(before, now);
    this.#picture(now.atMs, since);
  }

  /** since: when pictures go out again, if they do. */
  #picture(now: number, since: number): void {
    const standing = this.#last !== null && now - this.#flowedAtMs >= stillMs;
    const missing = standing || !this.#needs.gives("video");
    this.#tell("picture", missing, standing ? this.#flowedAtMs : missing ? now : since);
  }

  #tell(what: What, missing: boolean, atMs: number): void {
    const noticed = this.missing.tell(what, missing, atMs);
    if (noticed) this.#needs.noticed(noticed);
  }
}
