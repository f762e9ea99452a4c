// Before the red button: her own yes to this recording and its purpose, and what stands in the way.
import { call } from "../../lib/api.ts";
import type { Readiness } from "../../lib/things.ts";

/** How often is looked again whether what stood in the way is gone. */
const lookEveryMs = 15_000;

export class Begin {
  readonly #path: string;
  readonly #changed: () => void;
  #now: Readiness;
  #told: Promise<unknown> = Promise.resolve();

  constructor(recordingId: string, now: Readiness, changed: () => void, signal: AbortSignal) {
    this.#path = `/recordings/${recordingId}`;
    this.#now = now;
    this.#changed = changed;
    const timer = window.setInterval(() => this.obstacle && void this.#look(signal), lookEveryMs);
    signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  /** What she says yes to. */
  get words(): string {
    return this.#now.consent.words;
  }

  /** Why it cannot begin, beside her yes; "" for nothing. */
  get obstacle(): string {
    return this.#now.missing.filter(({ code }) => !code.startsWith("consent_")).map(({ detail }) => detail).join(" ");
  }

  /** Tells what she says, in that order. What cannot be told now comes with the first film that is sent: asking to send it is a yes too. */
  say(yes: boolean): void {
    const { purpose, text_version } = this.#now.consent;
    this.#told = this.#told.then(() => (yes ? call("PUT", `${this.#path}/consent`, { body: { purpose, text_version } }) : call("DELETE", `${this.#path}/consent`))).catch(() => undefined);
  }

  async #look(signal: AbortSignal): Promise<void> {
    const now = await call<Readiness>("GET", `${this.#path}/readiness`, { signal }).catch(() => null);
    if (!now) return;
    this.#now = now;
    this.#changed();
  }
}
