// <tb-talk>: the two look at one place, one question at a time, and write down what is said.
import { type TemplateResult, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { Problem } from "../../lib/api.ts";
import { Draft } from "../../lib/draft.ts";
import { TbElement } from "../../lib/element.ts";
import { whyEnded } from "../../lib/ended.ts";
import { icon } from "../../lib/icon.ts";
import { keysOn } from "../player/help.ts";
import { actionOf, busyElsewhere } from "../player/keys.ts";
import { requestOf } from "../player/acting.ts";
import type { TbPlayer } from "../player/player.ts";
import type { Request } from "../player/requests.ts";
import { type Moment, stretchOf } from "../review/steps.ts";
import { ServerClock } from "./clock.ts";
import { Follower } from "./follow.ts";
import { Line, type Talk } from "./line.ts";
import { momentList, momentPanel } from "./moments.ts";
import { type Note, type NoteKind, Notes, type Voice } from "./notes.ts";
import { controls } from "./controls.ts";
import { noteForm, noteList, noteState } from "./notes-view.ts";
import { endDialog, head, prompt, usualKind } from "./views.ts";
import { WorkPointForm } from "./workpoint.ts";

export interface TalkData {
  readonly talk: Talk;
  readonly question: string;
  readonly me: string;
  readonly cycle_id: string;
  readonly employee: string;
  readonly coach: string;
  /** The employee looks at it. */
  readonly hers: boolean;
}

export interface Typed {
  readonly text: string;
  readonly voice: Voice;
  /** null: what usually comes at this step. */
  readonly kind: NoteKind | null;
}

/** The chrome of the large picture fades when nobody moves for so long. */
const fadeMs = 3000;

export class TbTalk extends TbElement<TalkData> {
  #line!: Line;
  #notes!: Notes;
  #follower!: Follower;
  #workPoint!: WorkPointForm;
  #problem = "";
  #gone = false;
  #why = "talk.gone";
  #large = false;
  #fade = 0;
  /** The note that is being reworded, as it was when that began: what the other makes of it meanwhile is not overwritten. */
  #rewording: Note | null = null;

  protected begin(): void {
    const { talk, me, cycle_id } = this.data;
    const changed = (): void => this.requestUpdate();
    const clock = new ServerClock(() => performance.now());
    this.#follower = new Follower(talk.playhead, clock, this.life);
    this.#notes = new Notes({ talkId: talk.id, me, life: this.life, changed, refused: (problem) => this.#say(problem) });
    this.#workPoint = new WorkPointForm(cycle_id, me, this.life, changed);
    this.#line = new Line(talk, {
      clock, life: this.life, changed,
      moved: (place, mine) => this.#follower.moved(place, mine),
      back: (place) => this.#follower.come(place),
      notes: () => void this.#notes.reload(),
      bye: () => this.#end(),
    });
    this.#line.open();
    if (this.data.hers) void this.#workPoint.load();
    document.addEventListener("keydown", this.#press, { signal: this.life });
    for (const name of ["pointermove", "keydown", "focusin"]) document.addEventListener(name, () => this.#wake(), { signal: this.life, passive: true });
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    const { talk } = this.#line;
    if (this.#gone) return html`<div class="page-narrow"><p class="notice" role="status">${icon("lock")}<span>${texts.t(this.#why)}</span></p></div>`;
    if (talk.ended_at) return html`<div class="page-narrow stack"><p class="notice notice-ok" role="status">${icon("circleCheck")}<span>${texts.t("talk.ended")}</span></p>
      <a class="button button-primary" href="/cycles/${this.data.cycle_id}/talk">${texts.t("talk.ended_button")}</a></div>`;
    return html`<div class="talk" ?data-large=${this.#large}>
      ${head(this.data, this.#line, texts, { large: this.#large, toggle: () => this.#toggleLarge() })}
      ${this.#line.up ? nothing : html`<p class="notice notice-warm talk-line-lost" role="status">${icon("wifiOff")}<span>${texts.t("talk.line_lost")}</span></p>`}
      ${this.#problem ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${this.#problem}</span></p>` : nothing}
      <div class="talk-body"><div class="talk-look">${this.#picture()}</div><div class="talk-side">${this.#side()}</div></div>
      ${endDialog(texts, () => void this.#do(() => this.#line.end()))}
    </div>`;
  }

  #picture(): TemplateResult {
    const { texts } = this;
    const recording = this.#line.film(this.#follower.head.recording_id);
    if (!recording) {
      if (!this.#line.loaded) return html`<div class="skeleton talk-skeleton"></div>`;
      return html`<p class="notice talk-no-film" role="status">${icon("lock")}<span>${texts.t("talk.film_gone")}</span></p>
        ${this.#line.films.map((film) => html`<button type="button" class="button" @click=${() => this.#choose(film.id)}>${icon("video")}${film.title}</button>`)}`;
    }
    const state = this.#player?.store.state;
    return html`<div class="talk-picture">
        ${keyed(recording.id, html`<tb-player plain .data=${{ recording }} .texts=${texts}></tb-player>`)}
        ${state?.blocked && this.#follower.following && this.#follower.head.playing
          ? html`<button type="button" class="button button-primary talk-blocked" @click=${() => this.#unblock()}>${icon("play")}${texts.t("talk.follow")}</button>` : nothing}
      </div>
      ${controls({ state, head: this.#follower.head, following: this.#follower.following, me: this.data.me, moments: this.#line.moments, texts,
        ask: (request) => this.#ask(request), follow: (on) => this.#follow(on) })}
      ${momentList(this.#line.moments, this.#line.talk.moment_id, recording.id, texts, (moment) => this.#show(moment))}`;
  }

  #side(): TemplateResult {
    const { texts, data } = this;
    const { talk, moments } = this.#line;
    const moment = moments.find((one) => one.id === talk.moment_id);
    const shut = moment !== undefined && !moment.opened;
    const typed = this.#draft.value;
    const kind = typed.kind ?? usualKind(talk.step);
    return html`
      ${shut ? nothing : prompt(talk.step, data, texts, (step) => this.#line.touch({ step }))}
      ${moment ? momentPanel(moment, data, talk.setting === "together" || data.hers, texts, () => void this.#do(() => this.#line.skip(moment.id))) : nothing}
      ${noteForm({ typed: { ...typed, kind }, data, texts, stopped: () => this.#pause(), type: (part) => this.#type(part), keep: () => this.#keep(moment, kind) })}
      ${noteState(this.#notes.state, texts)}
      ${talk.step === "when" && !shut ? this.#workPoint.render(data, this.#notes.list, texts) : nothing}
      ${noteList({ notes: this.#notes.list, clash: this.#notes.clash, rewording: this.#rewording, data, texts,
        approve: (note) => void this.#do(() => this.#notes.approve(note)), remove: (note) => this.#notes.remove(note),
        reword: (note) => this.#reword(note), reworded: (text) => this.#reworded(text),
        settle: (text) => this.#notes.settle(text), go: (note) => this.#go(note) })}
      <div class="talk-end"><button type="button" class="button ${talk.step === "when" ? "button-primary" : ""}" @click=${() => this.querySelector<HTMLDialogElement>(".talk-ending")?.showModal()}>${texts.t("talk.end")}</button></div>`;
  }

  protected override updated(): void {
    const player = this.#player;
    if (player !== this.#watched) {
      this.#watched = player;
      player?.store.watch(() => this.requestUpdate(), this.life);
    }
    this.#follower.watch(player, this.life);
  }

  #watched: TbPlayer | null = null;

  get #player(): TbPlayer | null {
    return this.querySelector("tb-player");
  }

  /** What this person asks goes to her own player at once, and to both where it is the place that they look at. */
  #ask(request: Request): void {
    const playhead = this.#follower.act(request);
    if (playhead) this.#line.touch({ playhead });
    this.requestUpdate();
  }

  #pause(): void {
    if (this.#player && !this.#player.store.state.paused) this.#ask({ ask: "pause" });
  }

  #choose(recordingId: string): void {
    this.#line.touch({ moment_id: null, playhead: { ...this.#follower.head, recording_id: recordingId, position_ms: 0, loop_start_ms: null, loop_end_ms: null, playing: false } });
  }

  /** Both go to a moment and see it again and again, until somebody stops the picture. */
  #show(moment: Moment): void {
    const state = this.#player?.store.state;
    if (!state) return;
    const stretch = stretchOf(moment, state.durationMs);
    this.#follower.following = true;
    const playhead = this.#follower.go({ ...this.#follower.head, recording_id: moment.recording_id, position_ms: stretch.inMs, loop_start_ms: stretch.inMs, loop_end_ms: stretch.outMs, playing: true });
    this.#line.touch({ moment_id: moment.id, playhead });
  }

  #go(note: Note): void {
    if (note.position_ms === null || note.recording_id !== this.#follower.head.recording_id) return;
    this.#ask({ ask: "pause" });
    this.#ask({ ask: "seek", ms: note.position_ms });
  }

  #follow(on: boolean): void {
    this.#follower.following = on;
    if (on) this.#follower.come();
    this.requestUpdate();
  }

  #unblock(): void {
    this.#player?.request({ ask: "play" });
    this.#follower.come();
  }

  get #draft(): Draft<Typed> {
    return new Draft(`talk.${this.data.me}.${this.data.talk.id}`, { text: "", voice: "employee", kind: null } as Typed);
  }

  #type(part: Partial<Typed>): void {
    const draft = this.#draft;
    draft.keep({ ...draft.value, ...part });
    if (part.text === undefined) this.requestUpdate();
  }

  #keep(moment: Moment | undefined, kind: NoteKind): void {
    const draft = this.#draft;
    const { voice, text } = draft.value;
    if (!text.trim()) return void this.querySelector<HTMLTextAreaElement>("#talk-text")?.focus();
    const { head } = this.#follower;
    const state = this.#player?.store.state;
    this.#notes.create({
      voice, kind, step: this.#line.talk.step, text: text.trim(),
      ...(moment ? { moment_id: moment.id } : {}),
      ...(head.recording_id && state?.phase === "ready" ? { recording_id: head.recording_id, position_ms: state.ms } : {}),
    });
    draft.keep({ text: "", voice, kind: null });
    this.requestUpdate();
  }

  #reword(note: Note | null): void {
    this.#rewording = note;
    this.requestUpdate();
    void this.updateComplete.then(() => note && this.querySelector<HTMLTextAreaElement>(`#note-${note.id}`)?.focus());
  }

  #reworded(text: string): void {
    const note = this.#rewording;
    if (note && text.trim() && text.trim() !== note.text) this.#notes.reword(note, text.trim());
    this.#reword(null);
  }

  #toggleLarge(): void {
    this.#large = !this.#large;
    document.body.classList.toggle("talk-large", this.#large);
    this.life.addEventListener("abort", () => document.body.classList.remove("talk-large", "talk-quiet"), { once: true });
    this.#wake();
    this.requestUpdate();
  }

  #wake(): void {
    if (!this.#large && !document.body.classList.contains("talk-quiet")) return;
    window.clearTimeout(this.#fade);
    document.body.classList.remove("talk-quiet");
    if (this.#large) this.#fade = window.setTimeout(() => document.body.classList.toggle("talk-quiet", this.#large && !this.#player?.store.state.paused), fadeMs);
  }

  #press = (event: KeyboardEvent): void => {
    const player = this.#player;
    if (!player || player.store.state.phase !== "ready" || busyElsewhere(event.target, event.key)) return;
    if (!keysOn() && event.key.length === 1) return;
    const action = actionOf(event, ["player"]);
    const request = action && requestOf(action, player.store.state);
    if (!request) return;
    event.preventDefault();
    this.#ask(request);
  };

  #end(): void {
    this.#player?.end();
    this.#gone = true;
    void whyEnded("talk.gone", this.life).then((why) => {
      this.#why = why;
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  #say(problem: Problem): void {
    this.#problem = problem.message || this.texts.t("common.not_sent");
    this.requestUpdate();
  }

  async #do(work: () => Promise<void>): Promise<void> {
    try {
      this.#problem = "";
      await work();
    } catch (error) {
      if (!this.life.aborted) this.#problem = error instanceof Problem && !error.passing && error.message ? error.message : this.texts.t("common.not_sent");
    }
    this.requestUpdate();
  }
}
