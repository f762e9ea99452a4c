// The keys of the player and the desk. The table itself is keys.json, which the server's help page reads as well.
import rows from "./keys.json";

export const actions = [
  "toggle", "frame-back", "frame-on", "second-back", "second-on", "to-start", "to-end", "slower", "faster", "select-in", "select-out", "repeat", "clear", "mute", "fullscreen", "zoom-in", "zoom-out", "help",
  "mark", "save-stretch", "code", "answer", "write", "choose", "remove", "undo", "next-mark", "previous-mark",
] as const;

export type Action = (typeof actions)[number];

export interface Key {
  readonly action: Action;
  /** Values of KeyboardEvent.key; letters are matched in lower case, without Shift unless shift is set. */
  readonly keys: readonly string[];
  readonly shift?: boolean;
  /** The sentence in locales/. */
  readonly label: string;
  readonly group: "player" | "desk";
}

export const table = rows as readonly Key[];

export interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for, among the groups that are listened to. */
export function actionOf(press: Press, groups: readonly Key["group"][]): Action | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const letter = /^[a-z]$/i.test(press.key);
  const key = letter ? press.key.toLowerCase() : press.key;
  const found = table.find((row) => groups.includes(row.group) && row.keys.includes(key) && (!letter || press.shiftKey === (row.shift ?? false)));
  return found?.action ?? null;
}

/** True when the press belongs to a field or a control and must not act on the film. */
export function busyElsewhere(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog[open]")) return true;
  if (target.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]")) return true;
  if (target.closest("input") && key.startsWith("Arrow")) return true;
  return (key === " " || key === "Enter") && target.closest("button, a, summary, input") !== null;
}

/** How a key is written on a button and in the help. */
export function keyName(key: string, shift = false): string {
  const names: Record<string, string> = { " ": "␣", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", Delete: "Del" };
  const name = names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return shift ? `⇧ ${name}` : name;
}
