// What she said and has not sent: kept on this device, for her alone, until it is sent or thrown away, or she logs out.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

export interface Note {
  /** Person and page: nobody else on this device is given it. */
  readonly key: string;
  readonly sound: Blob;
  readonly ms: number;
  /** When it was said, ms since 1970 by this device. */
  readonly at: number;
}

interface Schema extends DBSchema {
  notes: { key: string; value: Note };
}

export const voiceDatabase = "terugblik-voice";

export class Kept {
  readonly #db: IDBPDatabase<Schema> | null;
  readonly #key: string;

  private constructor(db: IDBPDatabase<Schema> | null, key: string) {
    this.#db = db;
    this.#key = key;
  }

  /** Where the browser keeps nothing (a private window), a note lasts as long as the page. */
  static async open(me: string, page: string): Promise<Kept> {
    const db = await openDB<Schema>(voiceDatabase, 1, { upgrade: (made) => void made.createObjectStore("notes", { keyPath: "key" }) }).catch(() => null);
    return new Kept(db, `${me} ${page}`);
  }

  async find(): Promise<Note | null> {
    return (await this.#db?.get("notes", this.#key).catch(() => undefined)) ?? null;
  }

  /** Whether it was kept. */
  async keep(sound: Blob, ms: number): Promise<boolean> {
    return (await this.#db?.put("notes", { key: this.#key, sound, ms, at: Date.now() }).catch(() => undefined)) !== undefined;
  }

  async drop(): Promise<void> {
    await this.#db?.delete("notes", this.#key).catch(() => undefined);
  }

  close(): void {
    this.#db?.close();
  }
}
