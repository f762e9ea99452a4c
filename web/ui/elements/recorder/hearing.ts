// What the recorder hears from the server about its recording.
import { listen } from "../../lib/events.ts";
import type { Person, Recording, Room } from "../../lib/things.ts";

/** Until where the film is safe on the server, on its clock (0: nothing of this session is), and where on it the live film began. */
export interface Safe {
  readonly until_ms: number;
  readonly begin_ms?: number;
}

/** Until where the film is safe on the page's clock, on which the server's began at zeroAtMs: never less than it was, and nothing by a server that has nothing. */
export function safeUntil(before: number, { until_ms }: Safe, zeroAtMs: number): number {
  return until_ms > 0 ? Math.max(before, until_ms + zeroAtMs) : before;
}

export interface Hearing {
  /** Access has ended; login: the log-in has. */
  readonly bye: (login: boolean) => void;
  /** The line is there, for the first time or again: who watches is told anew. */
  readonly up: () => void;
  readonly safe: (safe: Safe) => void;
  /** The server let nothing more come in. */
  readonly stopped: () => void;
  /** How much room it has; null for enough. */
  readonly room: (room: Room | null) => void;
  /** Something of what devices kept has changed. */
  readonly device: () => void;
  readonly recording: (now: Recording) => void;
  readonly watching: (people: readonly Person[]) => void;
}

/** Listens until the signal fires or bye. */
export function hear(recordingId: string, hearing: Hearing, signal: AbortSignal): void {
  listen({
    url: `/api/v1/recordings/${recordingId}/events`,
    signal,
    bye: hearing.bye,
    line: (up) => up && hearing.up(),
    on: {
      safe: (data) => data && hearing.safe(data as Safe),
      connection: (data) => (data as { state: string } | null)?.state === "stopped" && hearing.stopped(),
      room: (data) => hearing.room(data as Room | null),
      device: hearing.device,
      recording: (data) => data && hearing.recording(data as Recording),
      watching: (data) => data && hearing.watching((data as { people: Person[] }).people),
    },
  });
}
