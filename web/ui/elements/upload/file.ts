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

/** The boxes with which an MP4 or MOV begins. */
const openers = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot"];

/** A look at the first bytes, so that a photo is refused before it is sent. */
export async function isFilm(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(4, 8).arrayBuffer());
  return openers.includes(String.fromCharCode(...head));
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
