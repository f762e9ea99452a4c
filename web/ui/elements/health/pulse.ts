// Feels the pulse of a recording every two seconds while it runs.
import { type Health, type HealthFacts, Steady, judge } from "./judge.ts";
import { type Report, type Vitals, codedShare, lineShare, vitalsOf } from "./vitals.ts";

export interface PulseNeeds {
  /** The reports of the session under way; null when there is none. */
  readonly reports: () => Promise<RTCStatsReport | null>;
  /** Pictures a second that the camera gives; null where it does not say. */
  readonly frameRate: () => number | null;
  readonly facts: () => Pick<HealthFacts, "line" | "behindMs" | "full" | "onDevice">;
  readonly changed: () => void;
}

const everyMs = 2000;
/** Below this a film of the group is hard to read, bits a second. */
const wantedBits = 1_000_000;

export class Pulse {
  readonly #needs: PulseNeeds;
  readonly #steady = new Steady();
  #before: Vitals | null = null;
  #now: Health = { state: "connecting", cause: null };

  constructor(needs: PulseNeeds, signal: AbortSignal) {
    this.#needs = needs;
    const timer = window.setInterval(() => void this.#feel(), everyMs);
    signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  get health(): Health {
    return this.#now;
  }

  /** The line came up or was lost, or the server has no room: that is not waited for. */
  line(): void {
    this.#show({ ...this.#needs.facts(), roundTripMs: null, lost: null, share: null, coded: null });
  }

  async #feel(): Promise<void> {
    const reports = await this.#needs.reports().catch(() => null);
    const facts = this.#needs.facts();
    if (!reports || facts.line !== "live") {
      this.#before = null;
      return this.line();
    }
    const before = this.#before;
    const now = (this.#before = vitalsOf([...reports.values()] as Report[], performance.now()));
    this.#show({
      ...facts, roundTripMs: now.roundTripMs, lost: now.lost, share: lineShare(now, wantedBits),
      coded: before ? codedShare(before, now, this.#needs.frameRate()) : null,
    });
  }

  #show(facts: HealthFacts): void {
    const before = this.#now;
    this.#now = this.#steady.at(judge(facts), performance.now());
    if (this.#now !== before) this.#needs.changed();
  }
}
