// <tb-desk mode="coach|owner">: film, timeline, code pad, marks and playlist of one recording.
import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { Problem } from "../../lib/api.ts";
import { TbElement } from "../../lib/element.ts";
import { icon } from "../../lib/icon.ts";
import type { Annotation, Film, Kind, Recording } from "../../lib/things.ts";
import { keysOn } from "../player/help.ts";
import { type Action, type Key, actionOf, busyElsewhere } from "../player/keys.ts";
import type { TbPlayer } from "../player/player.ts";
import { initial } from "../player/store.ts";
import type { Tier } from "../player/tiers.ts";
import { Acts } from "./acts.ts";
import { Board } from "./board.ts";
import { Choice, moved, toggledIn } from "./choice.ts";
import { Codes, toggled } from "./codes.ts";
import { conflictDialog, schemesDialog } from "./dialogs.ts";
import { editor } from "./editor.ts";
import { markList, playlist } from "./lists.ts";
import { countsOf, tiersOf } from "./marks.ts";
import { chainView, padView } from "./pad.ts";
import { markBar, savedState, tabs, undoNotice } from "./parts.ts";

const groups: readonly Key["group"][] = ["player", "desk"];

export class TbDesk extends TbElement<Film> {
  static override properties = { mode: { type: String } };
  declare mode: "coach" | "owner";
  #board!: Board;
  #acts!: Acts;
  #choice!: Choice;
  #codes = new Codes();
  #tab: "marks" | "playlist" = "marks";
  #search = "";
  #problem = "";
  #shown: readonly Annotation[] = [];
  #tiers: readonly Tier[] = [];

  constructor() {
    super();
    this.mode = "coach";
  }

  protected begin(): void {
    const { me, recording, cycle_id } = this.data;
    const redraw = (): void => this.requestUpdate();
    this.#board = new Board({
      setting: { me, recordingId: recording.id, visibility: this.#coach ? "draft" : "own" },
      life: this.life,
      changed: redraw,
      bye: () => this.#player?.end(),
      refused: (problem) => this.#tell(problem),
      choiceChanged: () => void this.#try(this.#choice.load()),
      recording: (now) => this.#recordingChanged(now as Recording | null),
    });
    this.#acts = new Acts({
      board: this.#board,
      film: () => this.#player?.store.state ?? initial,
      ask: (request) => this.#player?.request(request),
      redraw,
      life: this.life,
    });
    this.#choice = new Choice(cycle_id, this.life);
    document.addEventListener("keydown", this.#down, { signal: this.life });
    document.addEventListener("keyup", (event) => this.#acts.codeUp(`key ${event.key}`), { signal: this.life });
    this.addEventListener("tb-open-mark", (event) => this.#openById((event as CustomEvent<string>).detail), { signal: this.life });
    void this.#open();
  }

  async #open(): Promise<void> {
    await Promise.all([this.#board.open(), this.#try(this.#codes.load(this.life)), this.#coach ? this.#try(this.#choice.load()) : null]);
    const wanted = location.hash.match(/^#mark-(.+)$/)?.[1];
    const { start_ms } = this.data;
    if (wanted) this.#whenReady(() => this.#openById(wanted));
    else if (start_ms > 0) this.#whenReady((player) => player.request({ ask: "seek", ms: start_ms }));
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { recording, question, start_ms } = this.data;
    const { texts } = this;
    return html`<div class="desk">
      <div class="desk-film">
        <tb-player .data=${{ recording, start_ms }} .texts=${texts} .tiers=${this.#rows()} .selected=${this.#acts.selected} .groups=${groups}></tb-player>
      </div>
      <aside class="desk-side" aria-label=${texts.t("desk.side")}>
        <div class="desk-question">
          <p class="small muted row-between"><span>${texts.t("desk.question")}</span>${savedState(this.#board.state, texts)}</p>
          <h2>${question || texts.t("desk.no_question")}</h2>
        </div>
        ${this.#problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${this.#problem}</span></p>` : nothing}
        ${undoNotice(this.#acts.removed, texts, () => this.#acts.undo())}
        ${markBar(this.#acts, texts, { moment: () => this.#moment(), end: (side) => this.#acts.setEnd(side), stretch: () => this.#act("save-stretch", "") })}
        ${this.#editor()}
        ${padView(this.#codes.pad, countsOf(this.#board.marks), this.#acts.mark, this.#codes.labelOf, texts, {
          down: (code, source) => this.#acts.codeDown(code, source),
          up: (source) => this.#acts.codeUp(source),
          schemes: () => this.querySelector<HTMLDialogElement>(".schemes")?.showModal(),
        })}
        ${this.#coach ? chainView(this.#board.chain, texts) : nothing}
        ${this.#lists()}
      </aside>
      ${schemesDialog(this.#codes, this.#search, this.#problem, texts, { search: (text) => this.#find(text), toggle: (code) => this.#padChanged(code) })}
      ${this.#board.conflict ? conflictDialog(this.#board.conflict, this.#codes.labelOf, texts, (fields) => this.#board.settle(fields)) : nothing}
    </div>`;
  }

  protected override updated(_: PropertyValues): void {
    const conflict = this.querySelector<HTMLDialogElement>("dialog.conflict");
    if (conflict && !conflict.open) conflict.showModal();
  }

  /** The tiers are made anew only when the marks are: with every frame the desk may be drawn. */
  #rows(): readonly Tier[] {
    if (this.#shown === this.#board.marks && this.#tiers.length) return this.#tiers;
    this.#shown = this.#board.marks;
    const { texts } = this;
    const names = { child: texts.t("desk.tier_child"), employee: this.data.employee, answer: texts.t("desk.tier_answer"), marks: texts.t("desk.tier_marks") };
    this.#tiers = tiersOf(this.#shown, names, this.#codes.labelOf);
    return this.#tiers;
  }

  #editor(): TemplateResult | typeof nothing {
    const mark = this.#acts.mark;
    if (!mark) return nothing;
    const own = mark.author_id === this.data.me;
    const mayChange = mark.visibility === "draft" ? this.#coach : mark.visibility === "own" && own;
    return editor(
      { mark, marks: this.#board.marks, me: this.data.me, mayChange, chosen: this.#choice.ids.includes(mark.id), kinds: this.#kinds, labelOf: this.#codes.labelOf },
      this.texts,
      {
        change: (fields) => this.#acts.change(fields),
        typing: () => this.#player?.request({ ask: "pause" }),
        remove: () => this.#acts.remove(),
        choose: this.#coach ? () => this.#toggleChoice(mark) : null,
        close: () => this.#acts.deselect(),
        endHere: (side) => this.#acts.endHere(side),
      },
    );
  }

  #lists(): TemplateResult {
    const { texts } = this;
    const { marks, loaded, failed } = this.#board;
    if (failed) return html`<p class="notice notice-warm" role="alert">${icon("wifiOff")}<span>${texts.t("common.not_loaded")}</span> <button type="button" class="button button-small" @click=${() => this.#board.reload()}>${texts.t("common.retry")}</button></p>`;
    if (!loaded && marks.length === 0) return html`<div class="skeleton desk-skeleton"></div>`;
    const list = markList(marks, this.data.recording.gaps ?? [], this.#acts.selected, this.data.me, this.#codes.labelOf, texts, (mark) => this.#openFromList(mark));
    if (!this.#coach) return html`<section class="stack"><h3>${texts.t("desk.marks")} <span class="muted">${marks.length}</span></h3>${list}</section>`;
    return html`<section class="stack">${tabs(this.#tab, marks.length, this.#choice.items.length, texts, (tab) => {
        this.#tab = tab;
        this.requestUpdate();
      })}
      ${this.#tab === "marks" ? list : playlist(this.#choice, this.data.recording.id, `/cycles/${this.data.cycle_id}/release`, this.#codes.labelOf, texts, {
        open: (mark) => this.#openFromList(mark),
        move: (mark, by) => void this.#try(this.#choice.change((ids) => moved(ids, mark.id, by))),
        drop: (mark) => this.#toggleChoice(mark),
      })}</section>`;
  }

  get #coach(): boolean {
    return this.mode === "coach";
  }

  get #kinds(): readonly Kind[] {
    return this.#coach ? ["top", "tip", "question", "observation"] : ["proud", "question", "observation"];
  }

  get #player(): TbPlayer | null {
    return this.querySelector("tb-player");
  }

  #moment(): void {
    this.#player?.request({ ask: "pause" });
    this.#acts.moment();
    this.#write();
  }

  #write(): void {
    void this.updateComplete.then(() => this.querySelector<HTMLTextAreaElement>("#mark-text")?.focus());
  }

  /** What was opened is shown: its card beside the film, and on a phone the film itself. */
  #openFromList(mark: Annotation): void {
    this.#acts.open(mark);
    const narrow = window.matchMedia("(max-width: 900px)").matches;
    void this.updateComplete.then(() => this.querySelector(narrow ? ".desk-film" : ".editor")?.scrollIntoView({ block: narrow ? "start" : "nearest" }));
  }

  #openById(id: string): void {
    const mark = this.#board.find(id);
    if (mark) this.#acts.open(mark);
  }

  /** A link to a mark or a position opens it as soon as the film can show a frame. */
  #whenReady(act: (player: TbPlayer) => void): void {
    const player = this.#player;
    if (!player) return;
    if (player.store.state.phase === "ready") return act(player);
    const once = new AbortController();
    this.life.addEventListener("abort", () => once.abort(), { once: true });
    player.store.watch((state) => {
      if (state.phase !== "ready" || once.signal.aborted) return;
      once.abort();
      act(player);
    }, once.signal);
  }

  #toggleChoice(mark: Annotation): void {
    void this.#try(this.#choice.change((ids) => toggledIn(ids, mark.id)));
  }

  #find(text: string): void {
    this.#search = text;
    this.requestUpdate();
  }

  #padChanged(code: string): void {
    void this.#try(this.#codes.choosePad(toggled(this.#codes.pad, code), this.life));
  }

  /** Access ends by an event as well: locked or erased closes the player. */
  #recordingChanged(now: Recording | null): void {
    if (now && (now.locked_at || now.deleted_at)) this.#player?.end();
  }

  async #try(work: Promise<void>): Promise<void> {
    try {
      await work;
      this.#problem = "";
    } catch (error) {
      if (this.life.aborted) return;
      this.#tell(error);
    }
    this.#shown = [];
    this.requestUpdate();
  }

  #tell(error: unknown): void {
    this.#problem = error instanceof Problem && error.message && !error.passing ? [error.message, ...error.errors.map((one) => one.detail)].join(" ") : this.texts.t("common.not_loaded");
    this.requestUpdate();
  }

  #down = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && event.target instanceof HTMLElement && event.target.id === "mark-text") return event.target.blur();
    if (busyElsewhere(event.target, event.key) || (!keysOn() && event.key.length === 1)) return;
    const action = actionOf(event, ["desk"]);
    if (!action || this.#player?.store.state.phase !== "ready") return;
    event.preventDefault();
    if (!event.repeat || action === "next-mark" || action === "previous-mark") this.#act(action, event.key);
  };

  #act(action: Action, key: string): void {
    const mark = this.#acts.mark;
    switch (action) {
      case "code": {
        const code = this.#codes.pad[Number(key) - 1];
        return code ? this.#acts.codeDown(code, `key ${key}`) : undefined;
      }
      case "mark":
        return this.#moment();
      case "save-stretch":
        if (this.#acts.stretch()) this.#write();
        return;
      case "answer":
        return this.#acts.answer();
      case "write":
        return this.#write();
      case "choose":
        return this.#coach && mark ? this.#toggleChoice(mark) : undefined;
      case "next-mark":
        return this.#acts.step(1);
      case "previous-mark":
        return this.#acts.step(-1);
      case "remove":
        return this.#acts.remove();
      case "undo":
        return this.#acts.undo();
    }
  }
}
