// The pure part of the outbox: changes that the server has not confirmed yet, at most one per thing.

export type Fields = Readonly<Record<string, unknown>>;

export interface Change {
  readonly id: string;
  readonly what: "create" | "change" | "remove";
  /** What is new. */
  readonly fields: Fields;
  /** What the changed fields were when this person began to change them. */
  readonly base: Fields;
  /** The version that was changed; null while the server has none. */
  readonly version: number | null;
  /** Not to be sent before this instant (ms since 1970): typing settles, a removal can be undone. */
  readonly due: number;
  /** Why it waits for the person: another was faster, or the server refused it. */
  readonly stuck?: "conflict" | "refused";
}

/** The queue with one change more, folded into what already waits for the same thing. */
export function folded(queue: readonly Change[], next: Change): Change[] {
  const before = queue.find((change) => change.id === next.id);
  if (!before) return [...queue, next];
  return queue.flatMap((change) => (change === before ? merged(before, next) : [change]));
}

function merged(before: Change, next: Change): Change[] {
  if (before.what === "create" && next.what === "remove") return [];
  if (next.what === "remove") return [{ ...next, version: before.version ?? next.version }];
  const due = Math.min(before.due, next.due);
  return [{
    id: before.id,
    what: before.what === "remove" ? next.what : before.what,
    fields: { ...before.fields, ...next.fields },
    base: { ...next.base, ...before.base },
    version: before.version ?? next.version,
    due: before.what === "create" ? due : next.due,
  }];
}

/** The queue without a thing. */
export function without(queue: readonly Change[], id: string): Change[] {
  return queue.filter((change) => change.id !== id);
}

/** The next change that may be sent now. */
export function nextDue(queue: readonly Change[], now: number): Change | null {
  return queue.find((change) => !change.stuck && change.due <= now) ?? null;
}

/** When there is something to send again; null when nothing waits but what a person must decide. */
export function earliest(queue: readonly Change[]): number | null {
  const waiting = queue.filter((change) => !change.stuck).map((change) => change.due);
  return waiting.length ? Math.min(...waiting) : null;
}

/** The fields that both this person and somebody else changed, to different values. */
export function clashes(change: Change, current: Fields): string[] {
  return Object.keys(change.fields).filter((name) => !same(current[name], change.base[name]) && !same(current[name], change.fields[name]));
}

/** Deep equality of JSON values. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
