// One file of film on this device, as long as one MediaRecorder lasts. It is locked while it is written.
import { newId } from "../../lib/id.ts";
import { type Master, type Shelf, clock, lockOf } from "../device/shelf.ts";
import type { Vault } from "../device/vault.ts";
import { bits } from "./kinds.ts";

export interface RollNeeds {
  readonly owner: string;
  readonly recordingId: string;
  readonly title: string;
  readonly mime: string;
  readonly stream: MediaStream;
  readonly shelf: Shelf;
  readonly vault: Vault;
  /** A piece is on this device's disk. */
  readonly wrote: (roll: Roll) => void;
  /** It ended by itself. full: the device has no room. */
  readonly ended: (roll: Roll, full: boolean) => void;
}

const pieceMs = 1000;

export class Roll {
  readonly id = newId();
  readonly #needs: RollNeeds;
  readonly #recorder: MediaRecorder;
  /** How long the film was when the file had so many bytes. */
  readonly #marks: { bytes: number; ms: number }[] = [];
  #writing: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #stopped: Promise<void>;
  #over = false;
  #broken = false;
  startedAt = 0;

  private constructor(needs: RollNeeds) {
    this.#needs = needs;
    const options = { mimeType: needs.mime, videoBitsPerSecond: bits.video, audioBitsPerSecond: bits.audio, videoKeyFrameIntervalDuration: 2000 };
    this.#recorder = new MediaRecorder(needs.stream, options);
    this.#recorder.addEventListener("dataavailable", ({ data }) => data.size > 0 && this.#write(data));
    this.#recorder.addEventListener("stop", () => !this.#over && void this.stop().then(() => needs.ended(this, false)));
    this.#stopped = new Promise((resolve) => this.#recorder.addEventListener("stop", () => resolve(), { once: true }));
  }

  /** Resolves when it films. */
  static async start(needs: RollNeeds): Promise<Roll> {
    const roll = new Roll(needs);
    await roll.#lock();
    const filming = new Promise((resolve) => roll.#recorder.addEventListener("start", resolve, { once: true }));
    const { owner, recordingId, title } = needs;
    roll.startedAt = clock();
    await needs.shelf.put({ id: roll.id, owner, recordingId, title, mime: needs.mime, startedAt: roll.startedAt, ms: 0, uploadId: null, discarded: false });
    try {
      roll.#recorder.start(pieceMs);
    } catch (error) {
      await needs.shelf.remove(roll.id);
      roll.#release();
      throw error;
    }
    await Promise.race([filming, roll.#stopped]);
    roll.startedAt = clock();
    await needs.shelf.change(roll.id, { startedAt: roll.startedAt, mime: roll.#recorder.mimeType || needs.mime });
    return roll;
  }

  /** How much of it is on this device's disk. */
  get ms(): number {
    return this.#marks.at(-1)?.ms ?? 0;
  }

  get bytes(): number {
    return this.#marks.at(-1)?.bytes ?? 0;
  }

  /** How much film its first bytes hold, ms. */
  msIn(bytes: number): number {
    return this.#marks.findLast((mark) => mark.bytes <= bytes)?.ms ?? 0;
  }

  /** As the shelf has it now. */
  master(): Promise<Master | null> {
    return this.#needs.shelf.get(this.id);
  }

  /** Ends it; resolves when its last piece is on the disk and others may have it. */
  async stop(): Promise<void> {
    this.#over = true;
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    await this.#stopped;
    await this.#writing;
    await this.#needs.vault.close(this.id).catch(() => undefined);
    this.#release();
  }

  #write(piece: Blob): void {
    const ms = clock() - this.startedAt;
    this.#writing = this.#writing.then(async () => {
      if (this.#broken) return; // a piece after one that is missing would be read as what it is not
      try {
        this.#marks.push({ bytes: await this.#needs.vault.append(this.id, piece), ms });
        await this.#needs.shelf.change(this.id, { ms: Math.round(ms) });
        this.#needs.wrote(this);
      } catch (error) {
        this.#broken = true;
        if (this.#over) return;
        this.#over = true;
        this.#recorder.stop();
        this.#needs.ended(this, error instanceof DOMException && error.name === "QuotaExceededError");
      }
    });
  }

  #lock(): Promise<void> {
    return new Promise((locked) => {
      void navigator.locks.request(lockOf(this.id), () => new Promise<void>((resolve) => {
        this.#release = resolve;
        locked();
      }));
    });
  }
}
