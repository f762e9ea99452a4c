// Where a person stopped watching. Kept on this device only: nothing about watching goes to the server.

const shelfOf = (me: string, recording: string): string => `terugblik.at.${me}.${recording}`;

/** Nearer to the beginning or the end than this there is nothing to go on with, in ms. */
const edgeMs = 3000;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function rememberPosition(shelf: Shelf, me: string, recording: string, ms: number, durationMs: number): void {
  if (ms < edgeMs || ms > durationMs - edgeMs) shelf.removeItem(shelfOf(me, recording));
  else shelf.setItem(shelfOf(me, recording), String(Math.round(ms)));
}

/** Position in ms, or null when there is nothing to go on with. */
export function rememberedPosition(shelf: Shelf, me: string, recording: string): number | null {
  const ms = Number(shelf.getItem(shelfOf(me, recording)) ?? "");
  return Number.isSafeInteger(ms) && ms > 0 ? ms : null;
}
