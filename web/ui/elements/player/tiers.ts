// What the timeline draws above the sound: rows of marks.

export type Tone = "child" | "employee" | "strength" | "question" | "note";

export interface TimelineMark {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly label: string;
  readonly tone: Tone;
}

export interface Tier {
  readonly id: string;
  readonly label: string;
  readonly marks: readonly TimelineMark[];
}

export const openMarkEvent = "tb-open-mark";
