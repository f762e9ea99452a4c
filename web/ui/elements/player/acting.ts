// What each key of the player's group asks for.
import type { Action } from "./keys.ts";
import { type Request, nextSpeed } from "./requests.ts";
import { type PlayerState, withEnd } from "./store.ts";

/** The request behind an action; null when the action is not for the film (help, zoom) or belongs to the desk. */
export function requestOf(action: Action, state: PlayerState): Request | null {
  const { selection, atEnd, ms, speed, durationMs } = state;
  switch (action) {
    case "toggle":
      return { ask: "toggle" };
    case "frame-back":
      return { ask: "step", frames: -1 };
    case "frame-on":
      return { ask: "step", frames: 1 };
    case "second-back":
      return { ask: "skip", ms: -1000 };
    case "second-on":
      return { ask: "skip", ms: 1000 };
    case "to-start":
      return { ask: "seek", ms: 0 };
    case "to-end":
      return { ask: "seek", ms: durationMs };
    case "slower":
      return { ask: "speed", speed: nextSpeed(speed, -1) };
    case "faster":
      return { ask: "speed", speed: nextSpeed(speed, 1) };
    case "mute":
      return { ask: "mute" };
    case "fullscreen":
      return { ask: "fullscreen" };
    case "select-in":
      return { ask: "select", selection: withEnd(selection, "in", ms), atEnd };
    case "select-out":
      return { ask: "select", selection: withEnd(selection, "out", ms), atEnd };
    case "repeat":
      return selection ? { ask: "select", selection, atEnd: atEnd === "repeat" ? "on" : "repeat" } : null;
    case "clear":
      return selection ? { ask: "select", selection: null } : null;
    default:
      return null;
  }
}
