// Brings to the server what one person has on this device, file after file, for as long as a page of hers is open.
import { againMs } from "./pace.ts";
import { type Way, settle } from "./settle.ts";
import { type Master, type Shelf, lockOf } from "./shelf.ts";
import type { Vault } from "./vault.ts";

/** One file on this device, and how far it is. */
export interface Held extends Way {
  readonly master: Master;
}

export interface KeeperNeeds {
  readonly owner: string;
  readonly shelf: Shelf;
  readonly vault: () => Promise<Vault>;
  readonly changed: (held: readonly Held[]) => void;
  /** One was wiped: kept by the server, or not to be kept. */
  readonly wiped: (master: Master, kept: boolean) => void;
  readonly signal: AbortSignal;
}

/** What waits for another tab or for her is asked again this often, ms. */
const lookAgainMs = 10_000;
/** And what the server is looking at. */
const checkAgainMs = 3000;
const unknownWay: Way = { state: "queued", size: 0, sent: 0, detail: "" };

export class Keeper {
  readonly #needs: KeeperNeeds;
  #held: readonly Held[] = [];
  #going = new AbortController();
  #paused = false;
  #woken = false;
  #wake: () => void = () => undefined;
  #failures = 0;

  constructor(needs: KeeperNeeds) {
    this.#needs = needs;
    needs.signal.addEventListener("abort", () => this.#stop(), { once: true });
    window.addEventListener("online", () => this.wake(), { signal: needs.signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake(), { signal: needs.signal });
  }

  /** Goes on until the signal of its life fires. */
  async run(): Promise<void> {
    while (!this.#needs.signal.aborted) {
      this.#woken = false;
      const restMs = this.#paused ? null : await this.#round().catch(() => lookAgainMs);
      if (!this.#woken && !this.#needs.signal.aborted) await this.#sleep(restMs);
    }
  }

  /** Looks at once: something is new, or the network is back. */
  wake(): void {
    this.#failures = 0;
    this.#woken = true;
    this.#wake();
  }

  /** Leaves the line to a film that is being made. */
  pause(): void {
    this.#paused = true;
    this.#stop();
  }

  resume(): void {
    this.#paused = false;
    this.wake();
  }

  /** Throws one away for good, here and what the server has of it. */
  async discard(master: Master): Promise<void> {
    await this.#needs.shelf.change(master.id, { discarded: true });
    this.#going.abort();
    await (await this.#needs.vault()).remove(master.id);
    this.wake();
  }

  #stop(): void {
    this.#going.abort();
    this.#wake();
  }

  #sleep(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? 0 : window.setTimeout(resolve, ms);
      this.#wake = () => {
        window.clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One look at everything. Gives after how many ms another is worth it; null when nothing waits. */
  async #round(): Promise<number | null> {
    const { shelf, owner } = this.#needs;
    this.#going = new AbortController();
    const masters = await shelf.of(owner);
    this.#tell(masters.filter(({ discarded }) => !discarded).map((master) => ({ ...unknownWay, ...this.#held.find((one) => one.master.id === master.id), master })));
    for (const master of masters) {
      if (this.#going.signal.aborted) break;
      await this.#one(master.id, this.#going.signal);
    }
    if (this.#held.some(({ state }) => state === "waiting" || state === "login")) return againMs(++this.#failures);
    this.#failures = 0;
    if (this.#held.some(({ state }) => state === "checking")) return checkAgainMs;
    return (await shelf.of(owner)).length > 0 ? lookAgainMs : null;
  }

  /** Only who has the lock may touch a file: it may be written, or sent, in another tab. */
  async #one(id: string, signal: AbortSignal): Promise<void> {
    const { shelf, vault, wiped } = this.#needs;
    await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
      const master = await shelf.get(id);
      if (!master) return this.#drop(id);
      if (!lock) return this.#is(id, { state: "elsewhere" });
      await settle(master, {
        shelf, vault: await vault(), signal, is: (way) => this.#is(id, way),
        wiped: (kept) => {
          this.#drop(id);
          wiped(master, kept);
        },
      }).catch(() => undefined);
    });
  }

  #is(id: string, way: Partial<Way>): void {
    if ((way.sent ?? 0) > (this.#held.find(({ master }) => master.id === id)?.sent ?? 0)) this.#failures = 0; // it gets on
    this.#tell(this.#held.map((one) => (one.master.id === id ? { ...one, ...way } : one)));
  }

  #drop(id: string): void {
    this.#tell(this.#held.filter(({ master }) => master.id !== id));
  }

  #tell(held: readonly Held[]): void {
    this.#held = held;
    if (!this.#needs.signal.aborted) this.#needs.changed(held);
  }
}
