import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

// node --test runs from the root of the project (package.json).
const css = readFileSync("web/ui/tokens.css", "utf8");
const [light, dark] = css.split("@media (prefers-color-scheme: dark)").map(colours) as [Colours, Colours];
type Colours = Record<string, string>;

function colours(block: string): Colours {
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1]!, found[2]!]));
}

function luminance(hex: string): number {
  const part = (at: number): number => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["paper", "surface", "sunken"];
const pairs: [string, string][] = [
  ...["ink", "muted", "teal", "red"].flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ...["teal-tint", "amber-tint", "slate-tint", "red-tint"].map((ground): [string, string] => ["ink", ground]),
  ["on-teal", "teal"], ["on-teal", "teal-strong"], ["teal", "teal-tint"], ["on-amber", "amber-tint"], ["on-slate", "slate-tint"],
  ["on-sage", "sage"], ["red", "red-tint"], ["on-red", "red"], ["surface", "slate"], ["on-shade", "shade"], ["on-shade-muted", "shade"],
];

for (const [name, theme] of Object.entries({ light, dark: { ...light, ...dark } })) {
  test(`text can be read in the ${name} theme (contrast of at least 4.5)`, () => {
    for (const [text, ground] of pairs) {
      const found = contrast(theme[text]!, theme[ground]!);
      assert.ok(found >= 4.5, `${text} on ${ground} is ${found.toFixed(2)}`);
    }
  });
  test(`the border of a field can be seen in the ${name} theme (contrast of at least 3)`, () => {
    for (const ground of grounds.slice(0, 2)) assert.ok(contrast(theme["edge"]!, theme[ground]!) >= 3, `edge on ${ground}`);
  });
}
