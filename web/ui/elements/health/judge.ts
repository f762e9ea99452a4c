// How the recording does now, from what is measured: pure, so that it can be tested.

/** What is known at one moment. null: not known. */
export interface HealthFacts {
  readonly line: "connecting" | "live" | "lost" | "gave_up" | "refused";
  /** There and back, ms. */
  readonly roundTripMs: number | null;
  /** Part of the packets that did not arrive lately, 0 to 1. */
  readonly lost: number | null;
  /** What the line takes, of what the film wants, 0 to 1 and above. */
  readonly share: number | null;
  /** Pictures coded, of those that the camera gives, 0 to 1. */
  readonly coded: number | null;
  /** How far the server is behind, ms. */
  readonly behindMs: number | null;
  /** The server can save nothing now. */
  readonly full: boolean;
  /** This device keeps the film itself. */
  readonly onDevice: boolean;
}

/** device: saved on this device only. nothing: not saved anywhere now. */
export type State = "connecting" | "good" | "weak" | "device" | "nothing";

/** Why it is weak. */
export type Cause = "network" | "busy" | "server";

export interface Health {
  readonly state: State;
  readonly cause: Cause | null;
}

const limits = { roundTripMs: 600, lost: 0.05, share: 0.5, coded: 0.6, behindMs: 6000 };

export function judge(facts: HealthFacts): Health {
  if (facts.line === "connecting") return { state: "connecting", cause: null };
  if (facts.line !== "live" || facts.full) return { state: facts.onDevice ? "device" : "nothing", cause: null };
  const cause = causeOf(facts);
  return { state: cause ? "weak" : "good", cause };
}

function causeOf({ roundTripMs, lost, share, coded, behindMs }: HealthFacts): Cause | null {
  if ((roundTripMs ?? 0) > limits.roundTripMs || (lost ?? 0) > limits.lost || (share ?? 1) < limits.share) return "network";
  if ((coded ?? 1) < limits.coded) return "busy";
  return (behindMs ?? 0) > limits.behindMs ? "server" : null;
}

/** What is said changes only when something else has held for a while; that nothing arrives is said at once. */
export class Steady {
  #shown: Health = { state: "connecting", cause: null };
  #next: Health = this.#shown;
  #sinceMs = 0;

  /** The health to show at a moment, ms. */
  at(now: Health, atMs: number): Health {
    if (!same(now, this.#next)) {
      this.#next = now;
      this.#sinceMs = atMs;
    }
    if (!same(now, this.#shown) && atMs - this.#sinceMs >= patience(this.#shown, now)) this.#shown = now;
    return this.#shown;
  }
}

function same(a: Health, b: Health): boolean {
  return a.state === b.state && a.cause === b.cause;
}

/** How long something must hold before it is shown, ms: worse sooner than better. */
function patience(shown: Health, now: Health): number {
  if (shown.state === "connecting" || now.state === "device" || now.state === "nothing") return 0;
  return now.state === "good" ? 6000 : 4000;
}
