// Where both look, and how a player comes there. Pure functions on the playhead that the server keeps.
import type { Person } from "../../lib/things.ts";
import { firstMs, frameCount } from "../../lib/timebase.ts";
import type { Request } from "../player/requests.ts";
import type { PlayerState } from "../player/store.ts";

export interface Playhead {
  readonly recording_id: string | null;
  /** At at_ms, on the recording's clock. */
  readonly position_ms: number;
  readonly loop_start_ms: number | null;
  readonly loop_end_ms: number | null;
  readonly playing: boolean;
  readonly rate_percent: number;
  /** Counts the touches: a lower number is older. */
  readonly number: number;
  readonly by: Person | null;
  /** The server's time of the touch. */
  readonly at_ms: number;
}

/** Where the playhead is at an instant of the server, in ms. */
export function expectedMs(head: Playhead, serverNow: number, durationMs: number): number {
  if (!head.playing) return head.position_ms;
  const ms = head.position_ms + (Math.max(0, serverNow - head.at_ms) * head.rate_percent) / 100;
  const loop = loopOf(head);
  if (loop && head.position_ms <= loop.endMs && ms > loop.endMs) return loop.startMs + ((ms - loop.startMs) % (loop.endMs - loop.startMs));
  return Math.min(ms, durationMs);
}

export function loopOf(head: Playhead): { readonly startMs: number; readonly endMs: number } | null {
  return head.loop_start_ms === null || head.loop_end_ms === null ? null : { startMs: head.loop_start_ms, endMs: head.loop_end_ms };
}

/** How far a player is behind (positive) or ahead. In a loop the shorter way round counts. */
export function driftMs(head: Playhead, serverNow: number, durationMs: number, actualMs: number): number {
  const drift = expectedMs(head, serverNow, durationMs) - actualMs;
  const loop = loopOf(head);
  if (!loop) return drift;
  const length = loop.endMs - loop.startMs;
  if (Math.abs(drift) <= length / 2 || Math.abs(drift) > length) return drift;
  return drift > 0 ? drift - length : drift + length;
}

/** Below this nobody sees a difference. */
const unseenMs = 40;
/** From here a jump is better than running after. */
const jumpMs = 250;

/** What a playing player does about its drift: nothing, run a little faster or slower, or jump. */
export function correction(drift: number): { readonly jump: boolean; readonly factor: number } {
  const size = Math.abs(drift);
  if (size <= unseenMs) return { jump: false, factor: 1 };
  if (size >= jumpMs) return { jump: true, factor: 1 };
  return { jump: false, factor: 1 + Math.sign(drift) * Math.min(0.15, Math.max(0.05, size / 1000)) };
}

/** The playhead after somebody asked something of her player; null when that is hers alone. */
export function afterRequest(request: Request, state: PlayerState, head: Playhead): Playhead | null {
  const end = state.durationMs;
  const to = (ms: number, playing = !state.paused): Playhead => {
    const position_ms = Math.round(Math.min(Math.max(0, ms), end));
    const loop = loopOf(head);
    const out = loop && (position_ms < loop.startMs || position_ms > loop.endMs);
    return { ...head, position_ms, playing, ...(out ? { loop_start_ms: null, loop_end_ms: null } : {}) };
  };
  switch (request.ask) {
    case "play":
      return to(state.ms, true);
    case "pause":
      return to(state.ms, false);
    case "toggle":
      return to(state.ms, state.paused);
    case "seek":
      return to(request.ms);
    case "skip":
      return to(state.ms + request.ms);
    case "step":
      return to(firstMs(state.rateOfFrames, Math.min(Math.max(0, state.frame + request.frames), Math.max(0, frameCount(state.rateOfFrames, end) - 1))), false);
    case "speed":
      return { ...to(state.ms), rate_percent: Math.round(request.speed * 100) };
    case "select":
      return { ...to(state.ms), loop_start_ms: request.selection?.outMs == null ? null : request.selection.inMs, loop_end_ms: request.selection?.outMs ?? null };
    default:
      return null;
  }
}
