// The worker in which film is written on this device: off the page's thread, one thing after another.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Files } from "./files.ts";
import { IdbFiles } from "./files-idb.ts";
import { OpfsFiles } from "./files-opfs.ts";

/** Where this script is: the page loads it once to know, and starts it again as a worker. */
export const address = import.meta.url;

export type Asked =
  | { readonly what: "append"; readonly id: string; readonly piece: Blob }
  | { readonly what: "read"; readonly id: string; readonly from: number; readonly to: number }
  | { readonly what: "size" | "hash" | "close" | "remove"; readonly id: string };

/** error: the name of a DOMException where there is one. */
export type Answered = { readonly n: number; readonly value: unknown } | { readonly n: number; readonly error: string; readonly detail: string };

const sliceBytes = 4 * 1024 * 1024;

if (typeof document === "undefined") serve();

function serve(): void {
  let files: Promise<Files> | null = null;
  let last: Promise<void> = Promise.resolve();
  const answer = (told: Answered, transfer: Transferable[] = []): void => self.postMessage(told, { transfer });
  self.addEventListener("message", ({ data: { n, asked } }: MessageEvent<{ n: number; asked: Asked }>) => {
    last = last.then(async () => {
      try {
        files ??= OpfsFiles.open().then<Files>((opfs) => opfs ?? IdbFiles.open()).catch((error: unknown) => {
          files = null; // another time it may open
          throw error;
        });
        const value = await done(await files, asked);
        answer({ n, value }, value instanceof ArrayBuffer ? [value] : []);
      } catch (error) {
        answer({ n, error: error instanceof DOMException ? error.name : "Error", detail: String(error) });
      }
    });
  });
}

async function done(files: Files, asked: Asked): Promise<unknown> {
  switch (asked.what) {
    case "append":
      return files.append(asked.id, new Uint8Array(await asked.piece.arrayBuffer()));
    case "read": {
      const bytes = await files.read(asked.id, asked.from, asked.to);
      return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
    }
    case "hash":
      return hash(files, asked.id);
    default:
      return files[asked.what](asked.id);
  }
}

/** Of what lies on the disk, not of what was once written. */
async function hash(files: Files, id: string): Promise<string> {
  const sum = sha256.create();
  for (let at = 0; ; ) {
    const slice = await files.read(id, at, at + sliceBytes);
    if (slice.byteLength === 0) return bytesToHex(sum.digest());
    sum.update(slice);
    at += slice.byteLength;
  }
}
