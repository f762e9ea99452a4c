// What the desk works on: the marks of one recording, kept in step with the server in both directions.
import { Problem, all, call } from "../../lib/api.ts";
import { listen } from "../../lib/events.ts";
import { Outbox, type OutboxState } from "../../lib/outbox.ts";
import { type Change, type Fields, clashes } from "../../lib/queue.ts";
import type { Annotation, Chain } from "../../lib/things.ts";
import { type Setting, overlaid } from "./marks.ts";

export interface Conflict {
  readonly change: Change;
  readonly current: Annotation;
}

export interface BoardNeeds {
  readonly setting: Setting;
  readonly life: AbortSignal;
  readonly changed: () => void;
  readonly bye: () => void;
  readonly refused: (problem: Problem) => void;
  readonly choiceChanged: () => void;
  /** A new state of the recording. */
  readonly recording: (recording: unknown) => void;
  /** More events of the recording, by name. */
  readonly heard?: Readonly<Record<string, (data: unknown) => void>>;
}

/** Typing is sent when it rests this long. */
const typingRestMs = 700;
/** A removal can be undone this long. */
export const undoMs = 8000;

export class Board {
  readonly #needs: BoardNeeds;
  readonly #outbox: Outbox<Annotation>;
  #server = new Map<string, Annotation>();
  #marks: readonly Annotation[] | null = null;
  #refresh = 0;
  chain: Chain | null = null;
  conflict: Conflict | null = null;
  /** The first list has been read. */
  loaded = false;
  failed = false;

  constructor(needs: BoardNeeds) {
    this.#needs = needs;
    const { recordingId, me } = needs.setting;
    this.#outbox = new Outbox({
      send: (change) => this.#send(change),
      saved: (change, mark) => this.#saved(change, mark),
      overtaken: (change) => this.#overtaken(change),
      refused: (_, problem) => needs.refused(problem),
      changed: () => this.#changed(),
      versionOf: (mark) => mark.version,
      shelf: localStorage,
      name: `terugblik.outbox.${me}.${recordingId}`,
      now: Date.now,
      later: (act, ms) => {
        const timer = window.setTimeout(act, ms);
        return () => window.clearTimeout(timer);
      },
    });
    needs.life.addEventListener("abort", () => this.#outbox.close(), { once: true });
    window.addEventListener("online", () => this.#outbox.push(), { signal: needs.life });
  }

  async open(): Promise<void> {
    await this.reload();
    this.#outbox.push();
    listen({
      url: `/api/v1${this.#path}/events`,
      signal: this.#needs.life,
      bye: this.#needs.bye,
      line: (up) => up && void this.reload(),
      on: {
        annotation: (data) => void this.#heard(data as { id: string; deleted?: boolean }),
        choice: this.#needs.choiceChanged,
        recording: this.#needs.recording,
        ...this.#needs.heard,
      },
    });
  }

  get state(): OutboxState {
    return this.#outbox.state;
  }

  get marks(): readonly Annotation[] {
    this.#marks ??= overlaid(this.#server, this.#outbox.pending, this.#needs.setting);
    return this.#marks;
  }

  find(id: string | null): Annotation | null {
    return this.marks.find((mark) => mark.id === id) ?? null;
  }

  create(id: string, fields: Fields): void {
    this.#outbox.add({ id, what: "create", fields, base: {}, version: null, due: 0 });
  }

  /** Changes fields of a mark; typed text rests a moment before it is sent. */
  change(mark: Annotation, fields: Fields): void {
    const base = Object.fromEntries(Object.keys(fields).map((name) => [name, mark[name as keyof Annotation]]));
    const due = "text" in fields ? Date.now() + typingRestMs : 0;
    this.#outbox.add({ id: mark.id, what: "change", fields, base, version: this.#server.get(mark.id)?.version ?? null, due });
  }

  remove(mark: Annotation): void {
    this.#outbox.add({ id: mark.id, what: "remove", fields: {}, base: {}, version: this.#server.get(mark.id)?.version ?? null, due: Date.now() + undoMs });
  }

  /** Takes back a removal that has not been sent yet. */
  undo(id: string): boolean {
    const waiting = this.#outbox.pending.some((change) => change.id === id && change.what === "remove");
    if (waiting) this.#outbox.cancel(id);
    return waiting;
  }

  /** Ends a conflict: with the other's version (null) or with fields of this person on top of it. */
  settle(fields: Fields | null): void {
    const conflict = this.conflict;
    if (!conflict) return;
    this.conflict = null;
    this.#outbox.cancel(conflict.change.id);
    this.#server.set(conflict.current.id, conflict.current);
    if (fields && Object.keys(fields).length) this.change(conflict.current, fields);
    if (conflict.change.what === "remove" && fields) this.remove(conflict.current);
    this.#changed();
  }

  /** Reads the whole list again, with the count of the chain. */
  async reload(): Promise<void> {
    try {
      const { items, last } = await all<Annotation, { chain: Chain }>(`${this.#path}/annotations`, this.#needs.life);
      this.#server = new Map(items.map((mark) => [mark.id, mark]));
      this.chain = last.chain ?? this.chain;
      this.loaded = true;
      this.failed = false;
    } catch (error) {
      if (this.#needs.life.aborted) return;
      if (error instanceof Problem && error.gone) return this.#needs.bye();
      this.failed = !this.loaded;
    }
    this.#changed();
  }

  get #path(): string {
    return `/recordings/${this.#needs.setting.recordingId}`;
  }

  async #send(change: Change): Promise<Annotation | null> {
    try {
      return await this.#sent(change);
    } catch (error) {
      // A mark that went with the whole recording was not removed by anybody: access ended, and what she typed is kept.
      if (error instanceof Problem && error.gone && (await this.#closed())) throw new Problem(401, "role_over", "");
      throw error;
    }
  }

  async #closed(): Promise<boolean> {
    const error = await call("GET", this.#path, { signal: this.#needs.life }).then(() => null, (why: unknown) => why);
    return error instanceof Problem && error.gone;
  }

  #sent(change: Change): Promise<Annotation | null> {
    const { life } = this.#needs;
    if (change.what === "create") return call("POST", `${this.#path}/annotations`, { body: { id: change.id, ...change.fields }, signal: life });
    const version = change.version ?? this.#server.get(change.id)?.version;
    if (change.what === "change") return call("PATCH", `/annotations/${change.id}`, { body: change.fields, version, signal: life });
    return call<unknown>("DELETE", `/annotations/${change.id}`, { version, signal: life }).then(() => null);
  }

  #saved(change: Change, mark: Annotation | null): void {
    if (mark) this.#put(mark);
    else this.#server.delete(change.id);
    this.#refreshSoon();
  }

  /** Somebody else was faster. Where nothing of theirs would be lost, this person's change goes on top by itself. */
  async #overtaken(change: Change): Promise<number | null> {
    const current = await call<Annotation>("GET", `/annotations/${change.id}`, { signal: this.#needs.life }).catch(() => null);
    if (!current) return null;
    if (change.what === "change" && clashes(change, current as unknown as Fields).length === 0) {
      this.#put(current);
      return current.version;
    }
    this.conflict = { change, current };
    return null;
  }

  async #heard(event: { id: string; deleted?: boolean } | null): Promise<void> {
    if (!event) return;
    if (event.deleted) this.#server.delete(event.id);
    else {
      const mark = await call<Annotation>("GET", `/annotations/${event.id}`, { signal: this.#needs.life }).catch(() => null);
      if (mark) this.#put(mark);
    }
    this.#changed();
    this.#refreshSoon();
  }

  #put(mark: Annotation): void {
    if (mark.version >= (this.#server.get(mark.id)?.version ?? 0)) this.#server.set(mark.id, mark);
  }

  /** The chain is counted by the server: ask again when a burst of changes is over. */
  #refreshSoon(): void {
    window.clearTimeout(this.#refresh);
    this.#refresh = window.setTimeout(() => !this.#needs.life.aborted && void this.reload(), 600);
  }

  #changed(): void {
    this.#marks = null;
    this.#needs.changed();
  }
}
