// What is written down: kept on this device until the server has it, in step with what the other writes.
import { Problem, all, call } from "../../lib/api.ts";
import { newId } from "../../lib/id.ts";
import { Outbox, type OutboxState } from "../../lib/outbox.ts";
import type { Change, Fields } from "../../lib/queue.ts";
import type { Person } from "../../lib/things.ts";

export type Voice = "employee" | "coach";
export type NoteKind = "word" | "insight" | "agreement";

export interface Note {
  readonly id: string;
  readonly author: Person;
  readonly voice: Voice;
  readonly kind: NoteKind;
  readonly step: string;
  readonly text: string;
  readonly moment_id: string | null;
  readonly recording_id: string | null;
  readonly position_ms: number | null;
  readonly waits: boolean;
  readonly approved_at: string | null;
  readonly version: number;
}

/** Both changed the same words: mine is not lost, theirs stands. */
export interface Clash {
  readonly change: Change;
  readonly current: Note;
}

export interface NotesNeeds {
  readonly talkId: string;
  readonly me: string;
  readonly life: AbortSignal;
  readonly changed: () => void;
  readonly refused: (problem: Problem) => void;
}

export class Notes {
  readonly #needs: NotesNeeds;
  readonly #outbox: Outbox<Note>;
  #server: readonly Note[] = [];
  clash: Clash | null = null;

  constructor(needs: NotesNeeds) {
    this.#needs = needs;
    this.#outbox = new Outbox({
      send: (change) => this.#send(change),
      saved: (change, note) => this.#saved(change, note),
      overtaken: (change) => this.#overtaken(change),
      refused: (_, problem) => needs.refused(problem),
      changed: needs.changed,
      versionOf: (note) => note.version,
      shelf: localStorage,
      name: `terugblik.talk.${needs.me}.${needs.talkId}`,
      now: Date.now,
      later: (act, ms) => {
        const timer = window.setTimeout(act, ms);
        return () => window.clearTimeout(timer);
      },
    });
    needs.life.addEventListener("abort", () => this.#outbox.close(), { once: true });
    window.addEventListener("online", () => this.#outbox.push(), { signal: needs.life });
  }

  get state(): OutboxState {
    return this.#outbox.state;
  }

  /** What the server has, with what still waits on this device laid over it. */
  get list(): readonly Note[] {
    const pending = this.#outbox.pending;
    const known = this.#server.flatMap((note) => {
      const change = pending.find((one) => one.id === note.id);
      if (change?.what === "remove") return [];
      return change ? [{ ...note, ...(change.fields as Partial<Note>) }] : [note];
    });
    const fresh = pending.filter((one) => one.what === "create" && !this.#server.some((note) => note.id === one.id));
    return [...known, ...fresh.map((one) => ({ ...blank, ...(one.fields as Partial<Note>), id: one.id }))];
  }

  async reload(): Promise<void> {
    try {
      const { items } = await all<Note>(`/talks/${this.#needs.talkId}/notes`, this.#needs.life);
      this.#server = items;
      this.#outbox.push();
      this.#needs.changed();
    } catch {
      // The line says when it is down, and reads again when it is back.
    }
  }

  create(fields: Fields): void {
    this.#outbox.add({ id: newId(), what: "create", fields, base: {}, version: null, due: 0 });
  }

  reword(note: Note, text: string): void {
    this.#outbox.add({ id: note.id, what: "change", fields: { text }, base: { text: note.text }, version: note.version || null, due: 0 });
  }

  remove(note: Note): void {
    this.#outbox.add({ id: note.id, what: "remove", fields: {}, base: {}, version: note.version || null, due: 0 });
  }

  /** So I said it. */
  async approve(note: Note): Promise<void> {
    try {
      this.#put(await call<Note>("POST", `/talk-notes/${note.id}/approve`, { version: note.version, signal: this.#needs.life }));
    } catch (error) {
      await this.reload();
      throw error;
    }
  }

  /** Ends a clash with these words, or with theirs for null. */
  settle(text: string | null): void {
    const clash = this.clash;
    if (!clash) return;
    this.clash = null;
    this.#outbox.cancel(clash.change.id);
    this.#put(clash.current);
    if (text !== null) this.reword(clash.current, text);
  }

  #send(change: Change): Promise<Note | null> {
    const signal = this.#needs.life;
    if (change.what === "create") return call<Note>("POST", `/talks/${this.#needs.talkId}/notes`, { body: { id: change.id, ...change.fields }, signal });
    const version = change.version ?? this.#server.find((note) => note.id === change.id)?.version;
    if (change.what === "change") return call<Note>("PATCH", `/talk-notes/${change.id}`, { body: change.fields, version, signal });
    return call<unknown>("DELETE", `/talk-notes/${change.id}`, { version, signal }).then(() => null);
  }

  #saved(change: Change, note: Note | null): void {
    if (note) this.#put(note);
    else this.#server = this.#server.filter((one) => one.id !== change.id);
    this.#needs.changed();
  }

  async #overtaken(change: Change): Promise<number | null> {
    const current = await call<Note>("GET", `/talk-notes/${change.id}`, { signal: this.#needs.life }).catch(() => null);
    if (!current) return null;
    if (change.what === "change" && current.text === change.base["text"]) {
      this.#put(current);
      return current.version;
    }
    this.clash = { change, current };
    this.#needs.changed();
    return null;
  }

  #put(note: Note): void {
    const rest = this.#server.filter((one) => one.id !== note.id);
    const at = this.#server.findIndex((one) => one.id === note.id);
    this.#server = at < 0 ? [...rest, note] : this.#server.map((one) => (one.id === note.id ? note : one));
    this.#needs.changed();
  }
}

const blank: Note = {
  id: "", author: { id: "", given: "", prefix: "", family: "", full: "" }, voice: "employee", kind: "word", step: "look", text: "",
  moment_id: null, recording_id: null, position_ms: null, waits: false, approved_at: null, version: 0,
};
