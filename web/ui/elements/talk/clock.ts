// The server's time on this device: measured by round trips on a clock that nobody can set wrong.

interface Sample {
  readonly tripMs: number;
  readonly offsetMs: number;
}

/** How many round trips are remembered; the quickest of them counts. */
const remembered = 8;

export class ServerClock {
  readonly #tick: () => number;
  #samples: Sample[] = [];
  #rough: number | null = null;

  /** tick: milliseconds that only ever go forward, as performance.now gives them. */
  constructor(tick: () => number) {
    this.#tick = tick;
  }

  /** Begins a round trip; the returned function ends it with what the server said its time was. */
  trip(): (serverMs: number) => void {
    const sent = this.#tick();
    return (serverMs) => {
      const back = this.#tick();
      this.#samples = [...this.#samples, { tripMs: back - sent, offsetMs: serverMs - (sent + back) / 2 }].slice(-remembered);
    };
  }

  /** What the server said without being asked: good enough until a round trip is known. */
  heard(serverMs: number): void {
    this.#rough ??= serverMs - this.#tick();
  }

  /** The server's time now, in ms since 1970. */
  now(): number {
    const best = this.#samples.reduce<Sample | null>((found, one) => (found && found.tripMs <= one.tripMs ? found : one), null);
    return this.#tick() + (best?.offsetMs ?? this.#rough ?? 0);
  }
}
