// The one table of keys: what the player and the desk listen to, and what the help page and the "?" dialog show.

export const actions = [
  "toggle", "frame-back", "frame-on", "second-back", "second-on", "to-start", "to-end", "slower", "faster", "select-in", "select-out", "repeat", "clear", "mute", "fullscreen", "zoom-in", "zoom-out", "camera", "sound-from", "help",
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

export const table: readonly Key[] = [
  { action: "toggle", keys: [" ", "k"], label: "keys.toggle", group: "player" },
  { action: "frame-back", keys: [","], label: "keys.frame_back", group: "player" },
  { action: "frame-on", keys: ["."], label: "keys.frame_on", group: "player" },
  { action: "second-back", keys: ["ArrowLeft", "j"], label: "keys.second_back", group: "player" },
  { action: "second-on", keys: ["ArrowRight", "l"], label: "keys.second_on", group: "player" },
  { action: "to-start", keys: ["Home"], label: "keys.to_start", group: "player" },
  { action: "to-end", keys: ["End"], label: "keys.to_end", group: "player" },
  { action: "slower", keys: ["-"], label: "keys.slower", group: "player" },
  { action: "faster", keys: ["=", "+"], label: "keys.faster", group: "player" },
  { action: "select-in", keys: ["i"], label: "keys.select_in", group: "player" },
  { action: "select-out", keys: ["o"], label: "keys.select_out", group: "player" },
  { action: "repeat", keys: ["r"], label: "keys.repeat", group: "player" },
  { action: "clear", keys: ["Escape"], label: "keys.clear", group: "player" },
  { action: "mute", keys: ["s"], label: "keys.mute", group: "player" },
  { action: "fullscreen", keys: ["f"], label: "keys.fullscreen", group: "player" },
  { action: "zoom-in", keys: ["z"], label: "keys.zoom_in", group: "player" },
  { action: "zoom-out", keys: ["z"], shift: true, label: "keys.zoom_out", group: "player" },
  { action: "camera", keys: ["v"], label: "keys.camera", group: "player" },
  { action: "sound-from", keys: ["v"], shift: true, label: "keys.sound_from", group: "player" },
  { action: "help", keys: ["?"], label: "keys.help", group: "player" },
  { action: "code", keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], label: "keys.code", group: "desk" },
  { action: "mark", keys: ["m"], label: "keys.mark", group: "desk" },
  { action: "save-stretch", keys: ["Enter"], label: "keys.save_stretch", group: "desk" },
  { action: "answer", keys: ["a"], label: "keys.answer", group: "desk" },
  { action: "write", keys: ["e"], label: "keys.write", group: "desk" },
  { action: "choose", keys: ["c"], label: "keys.choose", group: "desk" },
  { action: "next-mark", keys: ["n"], label: "keys.next_mark", group: "desk" },
  { action: "previous-mark", keys: ["p"], label: "keys.previous_mark", group: "desk" },
  { action: "remove", keys: ["Delete"], label: "keys.remove", group: "desk" },
  { action: "undo", keys: ["u"], label: "keys.undo", group: "desk" },
];

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
  if (target.closest("dialog[open], [popover]")) return true;
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
