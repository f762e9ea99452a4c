// What the recorder keeps on this device: the film that is being made, and what of hers has yet to be sent.
import { call } from "../../lib/api.ts";
import type { Film } from "../../lib/things.ts";
import { type Held, Keeper } from "../device/keeper.ts";
import { type Store, openStore } from "../device/store.ts";
import { stayAwake } from "./awake.ts";
import { onlyHereMs } from "./here.ts";
import { DeviceMaster, type Keeping } from "./master.ts";
import type { Stretch } from "./missing.ts";

export interface AboardNeeds {
  readonly film: Film;
  readonly stream: () => MediaStream;
  readonly clock: () => number;
  readonly weak: () => boolean;
  readonly began: () => void;
  readonly changed: () => void;
  readonly life: AbortSignal;
}

/** What the views show of it. */
export interface AboardView {
  readonly keeping: Keeping;
  /** Until where the film is on this device, ms. */
  readonly safeMs: number;
  /** How much of it is here alone, ms. */
  readonly onlyHereMs: number;
  readonly minutesLeft: number | null;
  readonly held: readonly Held[];
  /** All that was here is on the server, and wiped here. */
  readonly complete: boolean;
}

export class Aboard {
  readonly #needs: AboardNeeds;
  readonly #store: Promise<Store | null>;
  #keeper: Keeper | null = null;
  #master: DeviceMaster | null = null;
  #held: readonly Held[] = [];
  #kept = false;
  #awake: AbortController | null = null;

  constructor(needs: AboardNeeds) {
    this.#needs = needs;
    this.#store = openStore(needs.life);
    needs.life.addEventListener("abort", () => this.#awake?.abort(), { once: true });
    void this.#open();
  }

  /** Begins to film onto this device, where it can. */
  async start(): Promise<void> {
    this.#keeper?.pause();
    const store = await this.#store;
    if (!store) return;
    const { film, stream, clock, weak, began, changed } = this.#needs;
    this.#master = new DeviceMaster({ owner: film.me, recordingId: film.recording.id, title: film.recording.title, stream, store, clock, weak, began, changed });
    this.#master.start();
  }

  /** A track was replaced. */
  renew(): void {
    this.#master?.renew();
  }

  get keeping(): boolean {
    return this.#master?.keeping === "on";
  }

  /** Resolves when the server knows when this device began, if it began long ago; else at once. */
  async told(): Promise<void> {
    await this.#master?.told();
  }

  view(missed: readonly Stretch[], nowMs: number): AboardView {
    const master = this.#master;
    return {
      keeping: master?.keeping ?? "off", safeMs: master?.safeMs ?? 0, minutesLeft: master?.minutesLeft ?? null,
      onlyHereMs: master?.keeping === "on" ? onlyHereMs(missed, master.sent, nowMs) : 0, held: this.#held, complete: this.#kept && this.#held.length === 0,
    };
  }

  /** Resolves when the film is on this device's disk to its end; from then on it is sent at full speed. */
  async stop(): Promise<void> {
    await this.#master?.stop();
    this.#keeper?.resume();
  }

  /** The film was thrown away: nothing of it stays here. */
  async discard(): Promise<void> {
    const { id } = this.#needs.film.recording;
    await this.#master?.discard().catch(() => undefined);
    this.#master = null;
    for (const { master } of this.#held) if (master.recordingId === id) await this.#keeper?.discard(master).catch(() => undefined);
    this.#keeper?.resume();
  }

  /** Tells the server that something of this recording has yet to come, which it would not take once the recording is shared. */
  async announce(): Promise<void> {
    const { id } = this.#needs.film.recording;
    if (this.#held.some(({ master }) => master.recordingId === id)) await call("PUT", `/recordings/${id}/pending-device`, { body: { pending: true } });
  }

  wake(): void {
    this.#keeper?.wake();
  }

  wipe(held: Held): void {
    void this.#keeper?.discard(held.master);
  }

  async #open(): Promise<void> {
    const store = await this.#store;
    if (!store || this.#needs.life.aborted) return;
    // The worker is there before it is needed: without network nothing more can be fetched.
    void store.vault();
    this.#keeper = new Keeper({
      owner: this.#needs.film.me, ...store, signal: this.#needs.life,
      changed: (held) => this.#heard(held), wiped: (_, kept) => (this.#kept ||= kept),
    });
    void this.#keeper.run();
  }

  /** The screen stays on while something is sent: a telephone that locks sends nothing. */
  #heard(held: readonly Held[]): void {
    this.#held = held;
    const sending = held.some(({ state }) => state === "sending");
    if (sending && !this.#awake) stayAwake(() => undefined, (this.#awake = new AbortController()).signal);
    if (!sending) {
      this.#awake?.abort();
      this.#awake = null;
    }
    this.#needs.changed();
  }
}
