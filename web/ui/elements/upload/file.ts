// What can be known of a file before it is sent, and how to know it again.
import type { Begun } from "./sender.ts";

const shelf = "terugblik.upload";

function fingerprint(file: File): string {
  return JSON.stringify([file.name, file.size, file.lastModified]);
}

/** Notes on this device which file an upload is of: the last one only. */
export function remember(id: string, file: File): void {
  try {
    localStorage.setItem(shelf, JSON.stringify({ id, file: fingerprint(file) }));
  } catch {
    // Private windows may refuse; name and size then have to do.
  }
}

/** Whether a file is the one of which a part is on the server: as this device noted, else by name and size. */
export function same(begun: Begun, file: File): boolean {
  if (begun.size !== file.size) return false;
  try {
    const noted = JSON.parse(localStorage.getItem(shelf) ?? "null") as { id: string; file: string } | null;
    if (noted?.id === begun.id) return noted.file === fingerprint(file);
  } catch {
    // Nothing was noted here.
  }
  return begun.name === file.name;
}

/** The boxes with which an MP4, MOV or 3GP begins. */
const openers = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot"];

/** A look at the first bytes, as the server has it, so that a photo is refused before it is sent. */
export async function isFilm(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 1152).arrayBuffer());
  const word = (at: number): string => String.fromCharCode(...head.slice(at, at + 4));
  return openers.includes(word(4)) || word(0) === "\x1a\x45\xdf\xa3" || (word(0) === "RIFF" && word(8) === "AVI ") || inPackets(head);
}

/** Whether a file begins with packets of 188 bytes, or of 192 as camcorders write them. */
function inPackets(head: Uint8Array): boolean {
  for (const size of [188, 192]) {
    for (let at = 0; at < size && at + 4 * size < head.length; at++) {
      if ([0, 1, 2, 3, 4].every((n) => head[at + n * size] === 0x47)) return true;
    }
  }
  return false;
}

/** Whole percents, 100 only when all is there. */
export function percent(bytes: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((bytes / total) * 100)) : 0;
}

export function size(bytes: number, language: string): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024 ** 3)} GB`;
}

/** Whether an answer may be another one a moment later. 0: the server could not be reached. */
export function retry(status: number, code: string): boolean {
  if (status === 0 || status === 408 || status === 429 || (status >= 500 && status !== 507)) return true;
  return ["upload_offset", "upload_locked", "upload_under_way", "bad_upload"].includes(code);
}
