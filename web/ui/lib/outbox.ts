// Sends changes until the server has confirmed them. They are kept on this device, so that a reload or a bad network loses nothing.
import { Problem } from "./api.ts";
import { type Change, earliest, folded, nextDue, without } from "./queue.ts";

/** saved: nothing waits. waiting: the server could not be reached. stuck: a person must decide. login: the log-in has ended. */
export type OutboxState = "saved" | "busy" | "waiting" | "stuck" | "login";

/** What the outbox needs; the clock and the shelf can be others in a test. */
export interface OutboxNeeds<Thing> {
  /** Sends one change; null when the thing is gone on purpose (removed). */
  readonly send: (change: Change) => Promise<Thing | null>;
  readonly saved: (change: Change, thing: Thing | null) => void;
  /** Somebody else changed it first (412): the version to go on top of, or null when a person must decide. */
  readonly overtaken: (change: Change) => Promise<number | null>;
  readonly refused: (change: Change, problem: Problem) => void;
  readonly changed: () => void;
  readonly versionOf: (thing: Thing) => number;
  readonly shelf: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  readonly name: string;
  readonly now: () => number;
  readonly later: (act: () => void, ms: number) => () => void;
}

const firstWait = 1000;
const longestWait = 15_000;

export class Outbox<Thing> {
  readonly #needs: OutboxNeeds<Thing>;
  #queue: Change[];
  #flying: Change | null = null;
  #trouble: "waiting" | "login" | null = null;
  #wait = firstWait;
  #cancelTimer: () => void = () => undefined;
  #closed = false;

  constructor(needs: OutboxNeeds<Thing>) {
    this.#needs = needs;
    this.#queue = read(needs);
  }

  get state(): OutboxState {
    if (this.#trouble) return this.#trouble;
    if (this.#queue.some((change) => change.stuck)) return "stuck";
    return this.#flying || this.#queue.length ? "busy" : "saved";
  }

  /** Everything unconfirmed, the one under way first. */
  get pending(): readonly Change[] {
    return this.#flying ? [this.#flying, ...this.#queue] : this.#queue;
  }

  add(change: Change): void {
    this.#queue = folded(this.#queue, change);
    this.#keep();
    this.push();
  }

  /** Takes back what has not been sent. */
  cancel(id: string): void {
    this.#queue = without(this.#queue, id);
    this.#keep();
  }

  /** Sends what is due now: at the start, after a change, when the network is back. */
  push(): void {
    this.#cancelTimer();
    if (this.#closed || this.#flying) return;
    const change = nextDue(this.#queue, this.#needs.now());
    if (change) return void this.#send(change);
    const at = earliest(this.#queue);
    if (at !== null) this.#cancelTimer = this.#needs.later(() => this.push(), Math.max(0, at - this.#needs.now()));
  }

  /** Stops sending; what waits stays on the shelf. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer();
  }

  async #send(change: Change): Promise<void> {
    this.#flying = change;
    this.#queue = without(this.#queue, change.id);
    this.#needs.changed();
    try {
      const thing = await this.#needs.send(change);
      this.#landed(change, thing);
    } catch (error) {
      await this.#failed(change, error);
    }
  }

  #landed(change: Change, thing: Thing | null): void {
    this.#flying = null;
    this.#trouble = null;
    this.#wait = firstWait;
    if (thing !== null) {
      const version = this.#needs.versionOf(thing);
      this.#queue = this.#queue.map((waiting) => (waiting.id === change.id ? { ...waiting, what: waiting.what === "create" ? "change" : waiting.what, version } : waiting));
    } else this.#queue = without(this.#queue, change.id);
    this.#needs.saved(change, thing);
    this.#keep();
    this.push();
  }

  async #failed(change: Change, error: unknown): Promise<void> {
    const problem = error instanceof Problem ? error : new Problem(0, "", String(error));
    const ontoVersion = problem.status === 412 ? await this.#needs.overtaken(change) : null;
    this.#flying = null;
    const newer = this.#queue.find((waiting) => waiting.id === change.id);
    const back = newer ? folded([change], newer)[0] : change;
    if (back) this.#queue = [ontoVersion === null ? back : { ...back, version: ontoVersion }, ...without(this.#queue, change.id)];
    if (ontoVersion !== null) return this.push();
    if (problem.passing || problem.status === 401) return this.#waitAndTryAgain(problem.status === 401 ? "login" : "waiting");
    this.#trouble = null;
    if (problem.gone && change.what !== "create") this.#queue = without(this.#queue, change.id);
    else this.#stick(change.id, problem.status === 412 ? "conflict" : "refused");
    if (problem.status !== 412) this.#needs.refused(change, problem);
    this.#keep();
    this.push();
  }

  #stick(id: string, stuck: "conflict" | "refused"): void {
    this.#queue = this.#queue.map((waiting) => (waiting.id === id ? { ...waiting, stuck } : waiting));
  }

  #waitAndTryAgain(trouble: "waiting" | "login"): void {
    this.#trouble = trouble;
    this.#keep();
    this.#cancelTimer = this.#needs.later(() => this.push(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  #keep(): void {
    const { shelf, name } = this.#needs;
    if (this.pending.length) shelf.setItem(name, JSON.stringify(this.pending));
    else shelf.removeItem(name);
    this.#needs.changed();
  }
}

function read<Thing>(needs: OutboxNeeds<Thing>): Change[] {
  try {
    const kept = JSON.parse(needs.shelf.getItem(needs.name) ?? "[]") as Change[];
    return kept.reduce<Change[]>((queue, { stuck: _, ...change }) => folded(queue, change), []);
  } catch {
    return [];
  }
}
