// Where the employee is in her look back. Pure functions on what the server gave.
import type { Annotation } from "../../lib/things.ts";

export interface Look {
  readonly id: string;
  readonly seen: "something" | "nothing" | "skipped";
  readonly text: string;
}

export interface Moment {
  readonly id: string;
  readonly recording_id: string;
  readonly annotation_id: string;
  readonly position: number;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly look: Look | null;
  /** She looked, or her words were written down in the talk. */
  readonly opened?: boolean;
  /** null until she has looked herself. */
  readonly mark: Annotation | null;
}

export interface Release {
  readonly id: string;
  readonly coach: { readonly id: string; readonly given: string };
  readonly message: string;
  readonly released_at: string;
  readonly moments: readonly Moment[];
}

/** The steps in order: the coach's word first, then each moment, then the work point. */
export type Step = { readonly is: "message" } | { readonly is: "moment"; readonly index: number } | { readonly is: "work_point" };

/** Every moment of the releases, the oldest release first. */
export function momentsOf(releases: readonly Release[]): Moment[] {
  return [...releases]
    .sort((a, b) => a.released_at.localeCompare(b.released_at))
    .flatMap((release) => [...release.moments].sort((a, b) => a.position - b.position));
}

/** Where she goes on: nothing looked at yet is the message; else the first moment without a look; else the work point. */
export function resume(moments: readonly Moment[]): Step {
  if (moments.every((moment) => moment.look === null)) return { is: "message" };
  const index = moments.findIndex((moment) => moment.look === null);
  return index < 0 ? { is: "work_point" } : { is: "moment", index };
}

export function next(step: Step, count: number): Step {
  if (step.is === "message") return count ? { is: "moment", index: 0 } : { is: "work_point" };
  if (step.is === "moment" && step.index + 1 < count) return { is: "moment", index: step.index + 1 };
  return { is: "work_point" };
}

export function previous(step: Step, count: number): Step {
  if (step.is === "work_point") return count ? { is: "moment", index: count - 1 } : { is: "message" };
  if (step.is === "moment" && step.index > 0) return { is: "moment", index: step.index - 1 };
  return { is: "message" };
}

/** A moment that is shorter than this is shown with some time around it. */
const shortestMs = 4000;

/** What is played for a moment: the stretch itself, or some seconds around a point. */
export function stretchOf(moment: Moment, durationMs: number): { inMs: number; outMs: number } {
  const lack = Math.max(0, shortestMs - (moment.end_ms - moment.start_ms));
  const inMs = Math.max(0, moment.start_ms - Math.round(lack / 2));
  const outMs = Math.max(moment.end_ms + Math.round(lack / 2), inMs + 1);
  return { inMs, outMs: durationMs > 0 ? Math.min(outMs, durationMs - 1) : outMs };
}
