// The schemes, the pad of at most nine codes, and what a code is called.
import { all, call } from "../../lib/api.ts";
import type { Scheme, SchemeItem } from "../../lib/things.ts";

/** The most codes that fit on the number keys. */
export const padSize = 9;

export interface Code {
  readonly code: string;
  readonly label: string;
  readonly description: string;
  readonly path: readonly string[];
  readonly scheme: string;
}

/** Every item of the schemes in order, with the labels above it. */
export function flatten(schemes: readonly Scheme[]): Code[] {
  const walk = (scheme: Scheme, items: readonly SchemeItem[], path: readonly string[]): Code[] =>
    items.flatMap((item) => [
      { code: `${scheme.id}:${item.id}`, label: item.label, description: item.description ?? "", path, scheme: scheme.title },
      ...walk(scheme, item.items ?? [], [...path, item.label]),
    ]);
  return schemes.flatMap((scheme) => walk(scheme, scheme.items, []));
}

/** The codes whose label, description or place has every word of the search. */
export function found(codes: readonly Code[], search: string): Code[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return codes.filter((one) => {
    const text = [one.label, one.description, one.scheme, ...one.path].join(" ").toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The pad with a code added at the end or taken off; a full pad and the last code stay. */
export function toggled(pad: readonly string[], code: string): string[] {
  if (pad.includes(code)) return pad.length > 1 ? pad.filter((one) => one !== code) : [...pad];
  return pad.length < padSize ? [...pad, code] : [...pad];
}

export class Codes {
  list: readonly Code[] = [];
  pad: readonly string[] = [];
  #byCode = new Map<string, Code>();

  async load(signal: AbortSignal): Promise<void> {
    const [schemes, pad] = await Promise.all([
      all<Scheme>("/schemes", signal),
      call<{ codes: string[] }>("GET", "/me/pad", { signal }),
    ]);
    this.list = flatten(schemes.items);
    this.#byCode = new Map(this.list.map((one) => [one.code, one]));
    this.pad = pad.codes;
  }

  labelOf = (code: string): string => this.#byCode.get(code)?.label ?? code.split(":").at(-1) ?? code;

  async choosePad(pad: readonly string[], signal: AbortSignal): Promise<void> {
    this.pad = (await call<{ codes: string[] }>("PUT", "/me/pad", { body: { codes: pad }, signal })).codes;
  }
}
