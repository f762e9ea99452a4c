// Brings one file from the vault to the server, from where the server has it.
import { type Master } from "./shelf.ts";
import { begin, held, patch } from "./tus.ts";

export interface SendNeeds {
  readonly master: Master;
  /** The file is still being written: what there is goes, and there is no end. */
  readonly growing: boolean;
  /** Bytes in the vault now. */
  readonly size: () => Promise<number>;
  readonly read: (from: number, to: number) => Promise<ArrayBuffer>;
  readonly began: (uploadId: string) => Promise<unknown>;
  /** Bytes that are on the server's disk. */
  readonly told: (bytes: number) => void;
  /** Resolves when the next piece may go. sent and tookMs are of the one before; 0 when there was none. */
  readonly rest: (sent: number, tookMs: number) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
}

/** After each piece the server answers when it is on its disk. */
const mostBytes = 8 * 1024 * 1024;
/** While it grows: small, so that it gives way soon, but worth a request. */
const growingBytes = { least: 256 * 1024, most: 1024 * 1024 };

/** What goes next; null while that is not worth a request. An end may be a piece of nothing, which tells the length. */
export function nextPiece(offset: number, size: number, growing: boolean): Piece | null {
  if (!growing) {
    const to = Math.max(offset, Math.min(size, offset + mostBytes));
    return { from: offset, to, last: to >= size };
  }
  if (size - offset < growingBytes.least) return null;
  return { from: offset, to: Math.min(size, offset + growingBytes.most), last: false };
}

/** Resolves when the server has it to the end; of a file that grows, never. Rejects with Problem, or with AbortError when the signal fired. */
export async function send(needs: SendNeeds): Promise<void> {
  const { master, growing, signal } = needs;
  let id = master.uploadId;
  let length: number | null = null;
  let offset = 0;
  if (id) ({ offset, length } = await held(id, signal));
  else {
    length = growing ? null : await needs.size();
    await needs.began((id = await begin(master, length, signal)));
  }
  needs.told(offset);
  for (let sent = 0, tookMs = 0; length === null || offset < length; ) {
    await needs.rest(sent, tookMs);
    signal.throwIfAborted();
    const piece = nextPiece(offset, await needs.size(), growing);
    sent = tookMs = 0;
    if (!piece) continue;
    const bytes = await needs.read(piece.from, piece.to);
    const since = performance.now();
    offset = await patch(id, piece.from, bytes, piece.last && length === null ? piece.to : null, signal);
    [sent, tookMs] = [offset - piece.from, performance.now() - since];
    needs.told(offset);
    if (piece.last) return;
  }
}
