// The list of what lies in the vault: of whom, of which recording, how far it is. It holds nothing that is filmed.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** One device master: a file that one MediaRecorder wrote. */
export interface Master {
  readonly id: string;
  /** The person it is of. Nobody else on this device is told of it. */
  readonly owner: string;
  readonly recordingId: string;
  readonly title: string;
  readonly mime: string;
  /** When the MediaRecorder began, ms since 1970, on the clock of clock(). */
  readonly startedAt: number;
  /** How much film is in it, ms. */
  readonly ms: number;
  /** The upload on the server; null before it has begun. */
  readonly uploadId: string | null;
  /** Thrown away by her: the bytes are gone, the upload has yet to go. */
  readonly discarded: boolean;
}

interface Schema extends DBSchema {
  masters: { key: string; value: Master; indexes: { owner: string } };
}

/** Runs on steadily within a page, and goes by the device's clock from one page to the next. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** A lock that is held by who writes or sends the file. */
export function lockOf(id: string): string {
  return `terugblik.film.${id}`;
}

export class Shelf {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(): Promise<Shelf> {
    const db = await openDB<Schema>("terugblik-device", 1, {
      upgrade: (db) => void db.createObjectStore("masters", { keyPath: "id" }).createIndex("owner", "owner"),
    });
    return new Shelf(db);
  }

  /** The masters of this person, the oldest first. */
  async of(owner: string): Promise<Master[]> {
    return (await this.#db.getAllFromIndex("masters", "owner", owner)).sort((a, b) => a.startedAt - b.startedAt);
  }

  async get(id: string): Promise<Master | null> {
    return (await this.#db.get("masters", id)) ?? null;
  }

  async put(master: Master): Promise<void> {
    const writing = this.#db.transaction("masters", "readwrite", { durability: "strict" });
    await Promise.all([writing.store.put(master), writing.done]);
  }

  /** Changes one that is there; null where it is not. */
  async change(id: string, fields: Partial<Omit<Master, "id" | "owner">>): Promise<Master | null> {
    const writing = this.#db.transaction("masters", "readwrite");
    const before = await writing.store.get(id);
    const after = before ? { ...before, ...fields } : null;
    if (after) await writing.store.put(after);
    await writing.done;
    return after;
  }

  async remove(id: string): Promise<void> {
    await this.#db.delete("masters", id);
  }
}
