// What a person can do at the desk, whichever way it was asked: key, button or pad.
import { newId } from "../../lib/id.ts";
import type { Fields } from "../../lib/queue.ts";
import type { Annotation, Kind } from "../../lib/things.ts";
import { type Request } from "../player/requests.ts";
import { type PlayerState, withEnd } from "../player/store.ts";
import { undoMs } from "./board.ts";
import type { Board } from "./board.ts";
import { answeredBy, neighbour, subjectOf } from "./marks.ts";
import { Holds } from "./pad.ts";

export interface Host {
  readonly board: Board;
  readonly film: () => PlayerState;
  readonly ask: (request: Request) => void;
  readonly redraw: () => void;
  readonly life: AbortSignal;
}

export class Acts {
  selected: string | null = null;
  /** The mark that the next one answers, after "a". */
  answering: string | null = null;
  /** The mark that was just taken away and can be brought back. */
  removed: Annotation | null = null;
  readonly #host: Host;
  readonly #holds = new Holds();

  constructor(host: Host) {
    this.#host = host;
  }

  get mark(): Annotation | null {
    return this.#host.board.find(this.selected);
  }

  /** Marks the frame that is shown, as an observation to be worded. */
  moment(kind: Kind = "observation"): void {
    const { ms } = this.#host.film();
    this.#make({ start_ms: ms, end_ms: ms, kind, codes: [], subject: null }, null);
  }

  /** Sets the begin or end of the stretch to be marked, at the frame that is shown. */
  setEnd(side: "in" | "out"): void {
    const { selection, ms, atEnd } = this.#host.film();
    this.#host.ask({ ask: "select", selection: withEnd(selection, side, ms), atEnd });
  }

  /** Marks the stretch that is selected; false when there is none. */
  stretch(kind: Kind = "observation"): boolean {
    const selection = this.#host.film().selection;
    if (!selection || selection.outMs === null) return false;
    this.#make({ start_ms: selection.inMs, end_ms: selection.outMs, kind, codes: [], subject: null }, null);
    this.#host.ask({ ask: "select", selection: null });
    return true;
  }

  /** A code goes down: a mark at once, at the frame that is shown. */
  codeDown(code: string, source: string): void {
    if (this.#holds.has(source)) return;
    const { ms } = this.#host.film();
    const subject = subjectOf(code);
    const id = this.#make({ start_ms: ms, end_ms: ms, kind: null, codes: [code], subject }, answeredBy(this.mark, subject, ms));
    this.#holds.begin(source, id, performance.now());
  }

  /** A code comes up: when it was held, the mark ends at the frame that is shown now. */
  codeUp(source: string): void {
    const held = this.#host.board.find(this.#holds.end(source, performance.now()));
    const { ms } = this.#host.film();
    if (held && ms > held.start_ms) this.#host.board.change(held, { end_ms: ms });
  }

  /** The next mark answers the selected one, else the last before the frame that is shown. */
  answer(): void {
    const { ms } = this.#host.film();
    const last = this.#host.board.marks.findLast((mark) => mark.start_ms <= ms);
    this.answering = this.answering ? null : (this.selected ?? last?.id ?? null);
    this.#host.redraw();
  }

  /** Shows the frame of the mark; a stretch is selected as well, so that it can be repeated. */
  open(mark: Annotation): void {
    this.selected = mark.id;
    this.#host.ask({ ask: "pause" });
    this.#host.ask({ ask: "seek", ms: mark.start_ms });
    this.#host.ask({ ask: "select", selection: mark.end_ms > mark.start_ms ? { inMs: mark.start_ms, outMs: mark.end_ms } : null });
    this.#host.redraw();
  }

  step(direction: 1 | -1): void {
    const next = neighbour(this.#host.board.marks, this.selected, this.#host.film().ms, direction);
    if (next) this.open(next);
  }

  change(fields: Fields): void {
    const mark = this.mark;
    if (mark) this.#host.board.change(mark, fields);
  }

  /** Moves the begin or end of the selected mark to the frame that is shown. */
  endHere(side: "start" | "end"): void {
    const mark = this.mark;
    if (!mark) return;
    const { ms } = this.#host.film();
    if (side === "start") this.change({ start_ms: ms, end_ms: Math.max(ms, mark.end_ms) });
    else this.change({ start_ms: Math.min(ms, mark.start_ms), end_ms: ms });
  }

  remove(): void {
    const mark = this.mark;
    if (!mark) return;
    this.#host.board.remove(mark);
    this.removed = mark;
    this.selected = null;
    const timer = window.setTimeout(() => {
      if (this.removed === mark) this.removed = null;
      this.#host.redraw();
    }, undoMs);
    this.#host.life.addEventListener("abort", () => window.clearTimeout(timer), { once: true });
    this.#host.redraw();
  }

  undo(): void {
    const mark = this.removed;
    if (!mark) return;
    this.removed = null;
    if (this.#host.board.undo(mark.id)) this.selected = mark.id;
    else this.selected = this.#again(mark);
    this.#host.redraw();
  }

  deselect(): void {
    this.selected = null;
    this.#host.redraw();
  }

  /** A mark that never left this device was forgotten with its removal: make it anew. */
  #again(mark: Annotation): string {
    const { start_ms, end_ms, kind, text, codes, subject, answers_id } = mark;
    const id = newId();
    this.#host.board.create(id, { start_ms, end_ms, kind, text, codes, subject, answers_id });
    return id;
  }

  #make(fields: Fields, answersByItself: string | null): string {
    const id = newId();
    this.#host.board.create(id, { text: "", ...fields, answers_id: this.answering ?? answersByItself });
    this.answering = null;
    this.selected = id;
    this.#host.redraw();
    return id;
  }
}
