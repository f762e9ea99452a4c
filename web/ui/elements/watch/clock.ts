// Where the picture that is seen lies in the recording. The server says so each second for the newest picture it has; a
// browser that names the RTP time of what it shows gets the place from that, another from how long pictures are on the way.

/** What the server says: the picture with this RTP time lies at ms. */
export interface FrameAt {
  readonly rtp: number;
  readonly ms: number;
}

/** Ticks of RTP time in a millisecond of picture. */
const ticks = 90;
/** A place that lies further than this from where time says it is belongs to another take. */
const believableMs = 5000;
/** A mark lies in the middle of the picture that is seen (at 30 a second), not on its edge. */
const insideMs = 16;

export class WatchClock {
  #pair: FrameAt | null = null;
  #heardAt = 0;

  /** now: a steady clock in ms, at which this was heard. */
  heard(pair: FrameAt, now: number): void {
    this.#pair = pair;
    this.#heardAt = now;
  }

  /** Another stream begins: nothing is known of it yet. */
  forget(): void {
    this.#pair = null;
  }

  /** The place of the picture that is seen, or null while nothing is known. delayMs: how long a picture is on its way. */
  place(now: number, rtp: number | undefined, delayMs: number): number | null {
    const pair = this.#pair;
    if (!pair) return null;
    const byTime = pair.ms + (now - this.#heardAt) - delayMs;
    if (rtp === undefined) return Math.max(0, Math.round(byTime));
    const byPicture = pair.ms + ((rtp - pair.rtp) | 0) / ticks;
    return Math.max(0, Math.round(Math.abs(byPicture - byTime) < believableMs ? byPicture + insideMs : byTime));
  }
}
