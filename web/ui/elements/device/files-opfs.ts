// Files in the private folder of this origin (OPFS). Only a worker may write there so that a piece is on the disk at once.
import type { Files } from "./files.ts";

/** What TypeScript knows of workers only. */
interface Handle {
  write(piece: Uint8Array, options: { at: number }): number;
  read(into: Uint8Array, options: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
type Opener = FileSystemFileHandle & { createSyncAccessHandle?: () => Promise<Handle> };

export class OpfsFiles implements Files {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #growing = new Map<string, Handle>();

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  /** null where this browser has no such folder, or one that can only be written as a whole. */
  static async open(): Promise<OpfsFiles | null> {
    if (!("FileSystemFileHandle" in self) || !("createSyncAccessHandle" in FileSystemFileHandle.prototype)) return null;
    try {
      const root = await navigator.storage.getDirectory();
      return new OpfsFiles(await root.getDirectoryHandle("films", { create: true }));
    } catch (error) {
      // Private windows of some browsers. What fails for another reason is there all the same, and no reason to look elsewhere.
      if (error instanceof DOMException && ["SecurityError", "UnknownError"].includes(error.name)) return null;
      throw error;
    }
  }

  async append(id: string, piece: Uint8Array): Promise<number> {
    let handle = this.#growing.get(id);
    if (!handle) this.#growing.set(id, (handle = await this.#open(id, true)));
    const at = handle.getSize();
    if (handle.write(piece, { at }) !== piece.byteLength) {
      handle.truncate(at); // half a piece would be in the way of the next
      throw new DOMException("the disk is full", "QuotaExceededError");
    }
    handle.flush();
    return at + piece.byteLength;
  }

  async read(id: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#with(id, (handle) => {
      const into = new Uint8Array(Math.max(0, Math.min(to, handle.getSize()) - from));
      return into.subarray(0, handle.read(into, { at: from }));
    });
  }

  async size(id: string): Promise<number> {
    try {
      return await this.#with(id, (handle) => handle.getSize());
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotFoundError") return 0;
      throw error;
    }
  }

  async close(id: string): Promise<void> {
    this.#growing.get(id)?.close();
    this.#growing.delete(id);
  }

  async remove(id: string): Promise<void> {
    await this.close(id);
    await this.#folder.removeEntry(id).catch((error: DOMException) => {
      if (error.name !== "NotFoundError") throw error;
    });
  }

  async #with<T>(id: string, use: (handle: Handle) => T): Promise<T> {
    const growing = this.#growing.get(id);
    if (growing) return use(growing);
    const handle = await this.#open(id, false);
    try {
      return use(handle);
    } finally {
      handle.close();
    }
  }

  async #open(id: string, create: boolean): Promise<Handle> {
    const file: Opener = await this.#folder.getFileHandle(id, { create });
    return file.createSyncAccessHandle!();
  }
}
