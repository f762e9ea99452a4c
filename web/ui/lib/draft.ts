// What was typed and not saved yet, kept on this device.

/** One text that survives a reload; name tells it apart from others. */
export class Draft<T> {
  readonly #name: string;
  readonly #empty: T;

  constructor(name: string, empty: T) {
    this.#name = `terugblik.draft.${name}`;
    this.#empty = empty;
  }

  get value(): T {
    try {
      return JSON.parse(localStorage.getItem(this.#name) ?? "null") ?? this.#empty;
    } catch {
      return this.#empty;
    }
  }

  keep(value: T): void {
    localStorage.setItem(this.#name, JSON.stringify(value));
  }

  drop(): void {
    localStorage.removeItem(this.#name);
  }
}
