// Brings to the server what one person has on this device, and wipes it here once the server keeps the same.
import { Problem, call } from "../../lib/api.ts";
import type { Recording } from "../../lib/things.ts";
import { retry } from "../upload/file.ts";
import { againMs } from "./pace.ts";
import { send } from "./send.ts";
import { type Master, type Shelf, lockOf } from "./shelf.ts";
import { remove } from "./tus.ts";
import type { Vault } from "./vault.ts";

/**
 * waiting: the server could not be reached. login: the log-in has ended. checking: all is there, the server looks at it.
 * elsewhere: another tab writes or sends it. refused: the server does not take it. unknown: the server does not know the
 * recording. differs: what the server keeps is not the same.
 */
export type Standing = "queued" | "sending" | "waiting" | "login" | "checking" | "elsewhere" | "refused" | "unknown" | "differs";

/** One file on this device. size and sent in bytes; size 0 while it is not known. */
export interface Held {
  readonly master: Master;
  readonly state: Standing;
  readonly size: number;
  readonly sent: number;
  readonly detail: string;
}

export interface KeeperNeeds {
  readonly owner: string;
  readonly shelf: Shelf;
  readonly vault: () => Promise<Vault>;
  readonly changed: (held: readonly Held[]) => void;
  /** One was wiped: kept by the server, or erased there. */
  readonly wiped: (master: Master, kept: boolean) => void;
  readonly signal: AbortSignal;
}

/** A device master as the server has it. */
interface Known {
  readonly id: string;
  readonly state: "receiving" | "checking" | "kept" | "refused";
  readonly reason: string | null;
  readonly sha256: string | null;
}

/** What waits for another tab, for the server's look or for her is asked again this often, ms. */
const lookAgainMs = 10_000;

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
    await (await this.#needs.vault()).remove(master.id);
    await this.#needs.shelf.change(master.id, { discarded: true });
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
    this.#going = new AbortController();
    const masters = await this.#needs.shelf.of(this.#needs.owner);
    this.#tell(masters.filter(({ discarded }) => !discarded).map((master) => ({ size: 0, sent: 0, detail: "", state: "queued", ...this.#held.find((one) => one.master.id === master.id), master })));
    for (const master of masters) {
      if (this.#going.signal.aborted) break;
      await this.#one(master.id);
    }
    if (this.#held.some(({ state }) => state === "waiting" || state === "login")) return againMs(++this.#failures);
    this.#failures = 0;
    return (await this.#needs.shelf.of(this.#needs.owner)).length > 0 ? lookAgainMs : null;
  }

  async #one(id: string): Promise<void> {
    await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
      const master = await this.#needs.shelf.get(id);
      if (!master) return this.#drop(id);
      if (!lock) return this.#is(id, { state: "elsewhere" });
      try {
        await this.#settle(master);
      } catch (error) {
        if (!this.#going.signal.aborted) await this.#failed(master, error).catch(() => this.#is(id, { state: "waiting" }));
      }
    });
  }

  async #settle(master: Master): Promise<void> {
    const { signal } = this.#going;
    const vault = await this.#needs.vault();
    if (master.discarded) {
      await vault.remove(master.id);
      if (master.uploadId) await remove(master.uploadId, signal);
      await this.#needs.shelf.remove(master.id);
      return this.#nothingMore(master);
    }
    const size = await vault.size(master.id);
    if (size === 0) return this.#wipe(master, vault, false);
    this.#is(master.id, { size });
    let known = await this.#known(master);
    if (!known || known.state === "receiving") {
      // What the server no longer has is sent again, from the beginning.
      const now = known ? master : { ...master, uploadId: null };
      await this.#send(now, size, vault);
      known = await this.#known((await this.#needs.shelf.get(master.id)) ?? now);
    }
    await this.#judge(master, known, vault);
  }

  async #send(master: Master, size: number, vault: Vault): Promise<void> {
    const { id } = master;
    this.#is(id, { state: "sending" });
    await send({
      master, growing: false, size: async () => size, read: (from, to) => vault.read(id, from, to),
      began: (uploadId) => this.#needs.shelf.change(id, { uploadId }),
      told: (sent) => {
        this.#failures = 0;
        this.#is(id, { sent, state: "sending" });
      },
      rest: async () => undefined, signal: this.#going.signal,
    });
    this.#is(id, { state: "checking", sent: size });
  }

  async #known(master: Master): Promise<Known | null> {
    if (!master.uploadId) return null;
    const { items } = await call<{ items: Known[] }>("GET", `/recordings/${master.recordingId}/device-masters`, { signal: this.#going.signal });
    return items.find(({ id }) => id === master.uploadId) ?? null;
  }

  /** Wipes only what the server keeps bit for bit. */
  async #judge(master: Master, known: Known | null, vault: Vault): Promise<void> {
    if (known?.state === "refused") return this.#is(master.id, { state: "refused", detail: known.reason ?? "" });
    if (known?.state !== "kept") return this.#is(master.id, { state: "checking" });
    if ((await vault.hash(master.id)) !== known.sha256) return this.#is(master.id, { state: "differs" });
    await this.#wipe(master, vault, true);
  }

  async #wipe(master: Master, vault: Vault, kept: boolean): Promise<void> {
    await vault.remove(master.id);
    await this.#needs.shelf.remove(master.id);
    this.#drop(master.id);
    this.#needs.wiped(master, kept);
  }

  async #failed(master: Master, error: unknown): Promise<void> {
    if (!(error instanceof Problem)) return this.#is(master.id, { state: "waiting" });
    if (error.status === 401) return this.#is(master.id, { state: "login" });
    if (error.gone) return this.#gone(master);
    if (error.passing || retry(error.status, error.code)) return this.#is(master.id, { state: "waiting" });
    this.#is(master.id, { state: "refused", detail: error.message });
  }

  /** Wipes what was erased elsewhere. A server that knows nothing of the recording is no reason: it may have been put back from an older backup. */
  async #gone(master: Master): Promise<void> {
    try {
      const recording = await call<Recording>("GET", `/recordings/${master.recordingId}`, { signal: this.#going.signal });
      if (recording.deleted_at) return await this.#wipe(master, await this.#needs.vault(), false);
      await this.#needs.shelf.change(master.id, { uploadId: null });
      this.#is(master.id, { state: "waiting" });
    } catch (error) {
      if (!(error instanceof Problem) || !error.gone) throw error;
      this.#is(master.id, { state: "unknown" });
    }
  }

  /** Tells that nothing of a recording is on this device any more. A server that does not care is fine. */
  async #nothingMore({ recordingId }: Master): Promise<void> {
    if ((await this.#needs.shelf.of(this.#needs.owner)).some((other) => other.recordingId === recordingId)) return;
    await call("PUT", `/recordings/${recordingId}/pending-device`, { body: { pending: false }, signal: this.#going.signal }).catch(() => undefined);
  }

  #is(id: string, fields: Partial<Omit<Held, "master">>): void {
    this.#tell(this.#held.map((one) => (one.master.id === id ? { ...one, ...fields } : one)));
  }

  #drop(id: string): void {
    this.#tell(this.#held.filter(({ master }) => master.id !== id));
  }

  #tell(held: readonly Held[]): void {
    this.#held = held;
    if (!this.#needs.signal.aborted) this.#needs.changed(held);
  }
}
