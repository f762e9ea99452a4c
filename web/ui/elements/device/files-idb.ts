// Files as pieces in a database of this browser, where it has no folder to write in.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Files } from "./files.ts";

interface Schema extends DBSchema {
  /** Key: the file and where in it the piece begins. */
  pieces: { key: [string, number]; value: Uint8Array<ArrayBuffer> };
}

export class IdbFiles implements Files {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(): Promise<IdbFiles> {
    return new IdbFiles(await openDB<Schema>("terugblik-films", 1, { upgrade: (db) => void db.createObjectStore("pieces") }));
  }

  async append(id: string, piece: Uint8Array<ArrayBuffer>): Promise<number> {
    const writing = this.#db.transaction("pieces", "readwrite", { durability: "strict" });
    const last = await writing.store.openCursor(whole(id), "prev");
    const at = last ? last.key[1] + last.value.byteLength : 0;
    await Promise.all([writing.store.add(piece, [id, at]), writing.done]);
    return at + piece.byteLength;
  }

  async read(id: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reading = this.#db.transaction("pieces");
    const first = await reading.store.openKeyCursor(IDBKeyRange.bound([id, 0], [id, from]), "prev");
    let piece = first && (await reading.store.openCursor(IDBKeyRange.bound(first.key, [id, to], false, true)));
    while (piece) {
      const at = piece.key[1];
      parts.push(piece.value.subarray(Math.max(0, from - at), Math.max(0, to - at)));
      piece = await piece.continue();
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  async size(id: string): Promise<number> {
    const last = await this.#db.transaction("pieces").store.openCursor(whole(id), "prev");
    return last ? last.key[1] + last.value.byteLength : 0;
  }

  async close(): Promise<void> {}

  async remove(id: string): Promise<void> {
    await this.#db.delete("pieces", whole(id));
  }
}

function whole(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Infinity]);
}
