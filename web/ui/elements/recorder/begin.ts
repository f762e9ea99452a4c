// Before the red button: her own yes to this recording and its purpose, and what stands in the way.
import { Problem, call } from "../../lib/api.ts";
import type { Readiness } from "../../lib/things.ts";

/** How often is looked again whether what stood in the way is gone. */
const lookEveryMs = 15_000;

export class Begin {
  readonly #path: string;
  readonly #changed: () => void;
  #now: Readiness;
  #told: Promise<unknown> = Promise.resolve();
  /** What she said last and the server does not know yet; null: it knows. */
  #untold: boolean | null = null;

  constructor(recordingId: string, now: Readiness, changed: () => void, signal: AbortSignal) {
    this.#path = `/recordings/${recordingId}`;
    this.#now = now;
    this.#changed = changed;
    const timer = window.setInterval(() => this.#again(signal), lookEveryMs);
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

  /** Tells what she says, in that order. Without network it is told later; film that is sent before counts as a yes by itself. */
  say(yes: boolean): void {
    const { purpose, text_version } = this.#now.consent;
    this.#untold = yes;
    this.#told = this.#told.then(() => (yes ? call("PUT", `${this.#path}/consent`, { body: { purpose, text_version } }) : call("DELETE", `${this.#path}/consent`))).then(
      () => this.#known(yes), (error: unknown) => (error instanceof Problem && error.passing ? undefined : this.#known(yes)));
  }

  #known(yes: boolean): void {
    if (this.#untold === yes) this.#untold = null;
  }

  #again(signal: AbortSignal): void {
    if (this.#untold !== null) this.say(this.#untold);
    if (this.obstacle) void this.#look(signal);
  }

  async #look(signal: AbortSignal): Promise<void> {
    const now = await call<Readiness>("GET", `${this.#path}/readiness`, { signal }).catch(() => null);
    if (!now) return;
    this.#now = now;
    this.#changed();
  }
}
