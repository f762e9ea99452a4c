// What was typed in the forms of a page and not delivered yet: the pure part. Kept on this device, per person and page.

/** One field as it was typed, with the words beside it, so that it can be read without its page. */
export interface Typed {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

export interface FormDraft {
  /** The page that holds the form. */
  readonly page: string;
  readonly title: string;
  /** Path that the form is sent to. */
  readonly to: string;
  /** Instant of the last change, ms since 1970 by this device. */
  readonly at: number;
  /** Of the thing that the form changes, as it was when she began; "" for something new. */
  readonly version: string;
  /** It has been sent; whether it arrived shows on the next page. */
  readonly sent: boolean;
  readonly fields: readonly Typed[];
}

const prefix = "terugblik.form.";
const longestMs = 30 * 24 * 3600 * 1000;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class FormDrafts {
  readonly #shelf: Shelf;
  readonly #me: string;
  readonly #now: () => number;

  constructor(shelf: Shelf, me: string, now: () => number) {
    this.#shelf = shelf;
    this.#me = me;
    this.#now = now;
  }

  /** All drafts of this person, the newest first. What is too old, or cannot be read, is dropped. */
  all(): FormDraft[] {
    const found: FormDraft[] = [];
    for (const key of this.#keys()) {
      const draft = this.#read(key);
      if (draft && this.#now() - draft.at < longestMs) found.push(draft);
      else this.#shelf.removeItem(key);
    }
    return found.sort((a, b) => b.at - a.at);
  }

  find(page: string, to: string): FormDraft | null {
    return this.#read(this.#key(page, to));
  }

  keep(draft: Omit<FormDraft, "at" | "sent">): void {
    if (draft.fields.every((field) => field.value.trim() === "")) return this.drop(draft.page, draft.to);
    this.#write({ ...draft, at: this.#now(), sent: false });
  }

  drop(page: string, to: string): void {
    this.#shelf.removeItem(this.#key(page, to));
  }

  sending(page: string, to: string): void {
    const draft = this.find(page, to);
    if (draft) this.#write({ ...draft, sent: true });
  }

  /** The server has answered: what was sent has arrived, unless the answer was a fault. */
  answered(arrived: boolean): void {
    for (const draft of this.all()) {
      if (!draft.sent) continue;
      if (arrived) this.drop(draft.page, draft.to);
      else this.#write({ ...draft, sent: false });
    }
  }

  #write(draft: FormDraft): void {
    this.#shelf.setItem(this.#key(draft.page, draft.to), JSON.stringify(draft));
  }

  #key(page: string, to: string): string {
    return `${prefix}${this.#me}.${page}>${to}`;
  }

  #keys(): string[] {
    const keys: string[] = [];
    for (let i = 0; i < this.#shelf.length; i++) {
      const key = this.#shelf.key(i);
      if (key?.startsWith(`${prefix}${this.#me}.`)) keys.push(key);
    }
    return keys;
  }

  #read(key: string): FormDraft | null {
    try {
      return JSON.parse(this.#shelf.getItem(key) ?? "null") as FormDraft | null;
    } catch {
      return null;
    }
  }
}
