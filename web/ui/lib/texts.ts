// The sentences an element was given, in the form of locales/*.json: "{{.Name}}" is a value, {"one","other"} is a plural.

export type RawTexts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
type Values = Readonly<Record<string, string | number>>;

export class Texts {
  readonly #raw: RawTexts;
  readonly #plurals: Intl.PluralRules;

  constructor(raw: RawTexts, readonly language: string) {
    this.#raw = raw;
    this.#plurals = new Intl.PluralRules(language);
  }

  /** Says a sentence. A missing one shows its key, which the tests catch. */
  t(key: string, values: Values = {}): string {
    const text = this.#raw[key];
    return fill(typeof text === "string" ? text : (text?.["other"] ?? key), values);
  }

  /** Says a sentence in the plural form of count, which it may mention as {{.Count}}. */
  n(key: string, count: number, values: Values = {}): string {
    const text = this.#raw[key];
    if (text === undefined || typeof text === "string") return this.t(key, { Count: count, ...values });
    return fill(text[this.#plurals.select(count)] ?? text["other"] ?? key, { Count: count, ...values });
  }
}

function fill(text: string, values: Values): string {
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ""));
}
