// Marks as the desk shows them: what the server has, with this person's unsent changes laid over it. Pure functions.
import type { Change } from "../../lib/queue.ts";
import type { Annotation, Gap, Subject } from "../../lib/things.ts";
import type { Tier, TimelineMark, Tone } from "../player/tiers.ts";

export interface Setting {
  /** The id of the person at the desk. */
  readonly me: string;
  readonly recordingId: string;
  readonly visibility: "own" | "draft";
}

/** The marks in order of time, with what is not sent yet. */
export function overlaid(server: ReadonlyMap<string, Annotation>, pending: readonly Change[], setting: Setting): Annotation[] {
  const shown = new Map(server);
  for (const change of pending) {
    const before = shown.get(change.id);
    if (change.what === "remove") shown.delete(change.id);
    else if (before) shown.set(change.id, { ...before, ...change.fields });
    else if (change.what === "create") shown.set(change.id, { ...blank(change.id, setting), ...change.fields });
  }
  return [...shown.values()].sort((a, b) => a.start_ms - b.start_ms || a.end_ms - b.end_ms || a.id.localeCompare(b.id));
}

function blank(id: string, setting: Setting): Annotation {
  return {
    id, recording_id: setting.recordingId, author_id: setting.me, author: { id: setting.me, given: "", prefix: "", family: "", full: "" }, start_ms: 0, end_ms: 0, kind: null, text: "", codes: [],
    subject: null, answers_id: null, visibility: setting.visibility, version: 0, replies: 0, created_at: "",
  };
}

/** How often each code is used. */
export function countsOf(marks: readonly Annotation[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const mark of marks) for (const code of mark.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Codes that name what a child does; every other code names what the adult does. */
const childCodes = new Set(["vib-microanalyse:kind-initiatief"]);

export function subjectOf(code: string): Subject {
  return childCodes.has(code) ? "child" : "employee";
}

/** How long after an initiative a reception still belongs to it without saying so. */
const answerWithinMs = 15_000;

/** The mark that a new one answers by itself: the selected child's mark, when the employee responds soon after. */
export function answeredBy(selected: Annotation | null, subject: Subject, startMs: number): string | null {
  if (subject !== "employee" || selected?.subject !== "child") return null;
  const after = startMs - selected.start_ms;
  return after >= 0 && after <= answerWithinMs ? selected.id : null;
}

export function toneOf(mark: Annotation): Tone {
  if (mark.kind === "top" || mark.kind === "proud") return "strength";
  if (mark.kind === "tip" || mark.kind === "question") return "question";
  if (mark.codes.length === 0) return "note";
  return mark.subject === "child" ? "child" : "employee";
}

export interface TierNames {
  readonly child: string;
  readonly employee: string;
  readonly answer: string;
  readonly marks: string;
}

/** The rows of the timeline: initiative, reception, answer, and the marks with a word. */
export function tiersOf(marks: readonly Annotation[], names: TierNames, labelOf: (code: string) => string): Tier[] {
  const row = (id: string, label: string, belongs: (mark: Annotation) => boolean, tone: (mark: Annotation) => Tone): Tier => ({
    id,
    label,
    marks: marks.filter(belongs).map((mark): TimelineMark => ({ id: mark.id, startMs: mark.start_ms, endMs: mark.end_ms, label: labelled(mark, labelOf), tone: tone(mark) })),
  });
  const coded = (mark: Annotation): boolean => mark.codes.length > 0;
  return [
    row("child", names.child, (mark) => coded(mark) && mark.subject === "child" && !mark.answers_id, () => "child"),
    row("employee", names.employee, (mark) => coded(mark) && mark.subject === "employee", () => "employee"),
    row("answer", names.answer, (mark) => coded(mark) && mark.subject === "child" && mark.answers_id !== null, () => "child"),
    row("marks", names.marks, (mark) => mark.kind !== null || (coded(mark) && mark.subject !== "child" && mark.subject !== "employee"), toneOf),
  ];
}

/** What a mark is called on one line: its words, else its codes. */
export function labelled(mark: Annotation, labelOf: (code: string) => string): string {
  return mark.text.trim() || mark.codes.map(labelOf).join(", ");
}

/** Whether what a mark is about was cut out of the film for good. */
export function isCut(mark: Annotation, gaps: readonly Gap[]): boolean {
  return gaps.some((gap) => gap.reason === "trimmed" && mark.start_ms >= gap.start_ms && mark.start_ms < gap.end_ms);
}

/** The mark before or after a position, or after the selected one. */
export function neighbour(marks: readonly Annotation[], selected: string | null, ms: number, direction: 1 | -1): Annotation | null {
  const at = marks.findIndex((mark) => mark.id === selected);
  if (at >= 0) return marks[at + direction] ?? null;
  return (direction === 1 ? marks.find((mark) => mark.start_ms > ms) : marks.findLast((mark) => mark.start_ms < ms)) ?? null;
}
