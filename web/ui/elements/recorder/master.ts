// The device master: while a film goes to the server live, this device keeps its own, and sends that behind it.
import { againMs, restMs, sleep } from "../device/pace.ts";
import { send } from "../device/send.ts";
import { clock } from "../device/shelf.ts";
import { room, type Store } from "../device/store.ts";
import { kindOf, minutesIn } from "./kinds.ts";
import type { Range } from "./here.ts";
import { Roll } from "./roll.ts";

/** off: this browser cannot. full: it could, until the device had no room. */
export type Keeping = "off" | "on" | "full";

export interface MasterNeeds {
  readonly owner: string;
  readonly recordingId: string;
  readonly title: string;
  readonly stream: () => MediaStream;
  readonly store: Store;
  /** The clock of the recording, ms. */
  readonly clock: () => number;
  /** The live film has enough to do. */
  readonly weak: () => boolean;
  readonly began: () => void;
  readonly changed: () => void;
}

/** A recorder that ends by itself this often gives nothing. */
const mostFailures = 5;
/** How long before the first live picture it must have begun for the server to be told so first, ms; and how long that may take. */
const headMs = 2000;
const tellMs = 4000;
/** How often the room on the device is looked at, ms. */
const roomMs = 20_000;

interface Part {
  readonly roll: Roll;
  /** Where it begins on the clock of the recording, ms. */
  readonly fromMs: number;
  readonly going: AbortController;
  sent: number;
  trickled: Promise<void>;
  /** The server knows of it. */
  known: Promise<void>;
  /** Tries now. */
  nudge: () => void;
}

export class DeviceMaster {
  readonly #needs: MasterNeeds;
  readonly #mime: string | null;
  #parts: Part[] = [];
  #turning: Promise<void> = Promise.resolve();
  #failures = 0;
  #timer = 0;
  #over = false;
  keeping: Keeping = "off";
  /** Minutes of film that still fit; null where the browser does not tell. */
  minutesLeft: number | null = null;

  constructor(needs: MasterNeeds) {
    this.#needs = needs;
    this.#mime = typeof MediaRecorder === "undefined" ? null : kindOf((mime) => MediaRecorder.isTypeSupported(mime));
  }

  /** Begins to film onto this device. */
  start(): void {
    if (!this.#mime) return;
    void navigator.storage.persist?.().catch(() => false);
    this.#timer = window.setInterval(() => void this.#look(), roomMs);
    void this.#look();
    this.renew();
  }

  /** A track was replaced, which a MediaRecorder does not follow: another file begins. */
  renew(): void {
    this.#failures = 0;
    this.#again();
  }

  /** Until where the film is on this device's disk, ms of the recording. */
  get safeMs(): number {
    return Math.max(0, ...this.#parts.map(({ roll, fromMs }) => fromMs + roll.ms));
  }

  /** What of it is on the server. */
  get sent(): Range[] {
    return this.#parts.map(({ roll, fromMs, sent }) => ({ fromMs, toMs: fromMs + roll.msIn(sent) }));
  }

  /** Resolves when the server knows of a film that was begun without it, or when that takes too long. */
  async told(): Promise<void> {
    const first = this.#parts[0];
    if (!first || clock() - first.roll.startedAt < headMs) return;
    first.nudge();
    await Promise.race([first.known, sleep(tellMs, first.going.signal)]);
  }

  /** Resolves when all of it is on this device's disk. */
  async stop(): Promise<void> {
    this.#over = true;
    window.clearInterval(this.#timer);
    await this.#turning;
    await Promise.all(this.#parts.map((part) => this.#end(part)));
  }

  /** Ends it and leaves nothing of it here; what the server has of it goes when it can be told. */
  async discard(): Promise<void> {
    await this.stop();
    const { shelf, vault } = this.#needs.store;
    for (const { roll } of this.#parts) {
      await shelf.change(roll.id, { discarded: true });
      await (await vault()).remove(roll.id);
    }
  }

  #again(): void {
    this.#turning = this.#turning.then(() => this.#next()).catch(() => this.#failed());
  }

  async #next(): Promise<void> {
    // A camera that was taken away says when it is back.
    if (this.#over || this.keeping === "full" || !this.#mime || !this.#needs.stream().active) return;
    const before = this.#parts.at(-1);
    const { owner, recordingId, title, stream, store } = this.#needs;
    const roll = await Roll.start({
      owner, recordingId, title, mime: this.#mime, stream: stream(), shelf: store.shelf, vault: await store.vault(),
      wrote: () => this.#wrote(), ended: (_, full) => this.#ended(full),
    });
    if (before) void this.#end(before);
    if (!before) this.#needs.began();
    this.keeping = "on";
    const part: Part = { roll, fromMs: this.#needs.clock(), going: new AbortController(), sent: 0, trickled: Promise.resolve(), known: Promise.resolve(), nudge: () => undefined };
    part.trickled = this.#trickle(part);
    this.#parts.push(part);
    this.#needs.changed();
  }

  async #end({ roll, going, trickled }: Part): Promise<void> {
    going.abort();
    await trickled;
    await roll.stop();
  }

  #wrote(): void {
    this.#failures = 0;
    this.#needs.changed();
  }

  #ended(full: boolean): void {
    if (full) {
      this.keeping = "full";
      this.#needs.changed();
    } else this.#failed();
  }

  #failed(): void {
    if (this.#over) return;
    if (++this.#failures < mostFailures) window.setTimeout(() => this.#again(), againMs(this.#failures));
    else this.keeping = "off";
    this.#needs.changed();
  }

  /** Sends it as it grows, and tries again as long as it does. */
  async #trickle(part: Part): Promise<void> {
    const { roll, going: { signal } } = part;
    let known: () => void = () => undefined;
    part.known = new Promise((resolve) => (known = resolve));
    const vault = await this.#needs.store.vault();
    for (let failures = 1; !signal.aborted; failures++) {
      const master = await roll.master();
      if (!master) return;
      await send({
        master, growing: true, size: async () => roll.bytes, read: (from, to) => vault.read(roll.id, from, to),
        began: (uploadId) => {
          known();
          return this.#needs.store.shelf.change(roll.id, { uploadId });
        },
        told: (bytes) => {
          part.sent = bytes;
          failures = 0;
        },
        rest: (sent, tookMs) => this.#rest(restMs(sent, tookMs, roll.bytes / (Math.max(1000, roll.ms) / 1000)), signal), signal,
      }).catch(() => undefined);
      await Promise.race([sleep(againMs(failures + 1), signal), new Promise<void>((resolve) => (part.nudge = resolve))]);
    }
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    do await sleep(ms, signal);
    while (this.#needs.weak() && !signal.aborted);
  }

  async #look(): Promise<void> {
    const bytes = await room();
    this.minutesLeft = bytes === null ? null : minutesIn(bytes);
    this.#needs.changed();
  }
}
