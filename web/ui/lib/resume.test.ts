import assert from "node:assert/strict";
import { test } from "node:test";
import { rememberPosition, rememberedPosition } from "./resume.ts";

const shelf = (): Pick<Storage, "getItem" | "setItem" | "removeItem"> => {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) };
};

test("she goes on where she stopped, each person for herself", () => {
  const at = shelf();
  rememberPosition(at, "samira", "film", 72_000.4, 600_000);
  assert.equal(rememberedPosition(at, "samira", "film"), 72_000);
  assert.equal(rememberedPosition(at, "els", "film"), null);
});

test("at the beginning and at the end there is nothing to go on with", () => {
  const at = shelf();
  for (const ms of [1000, 599_000]) {
    rememberPosition(at, "samira", "film", 72_000, 600_000);
    rememberPosition(at, "samira", "film", ms, 600_000);
    assert.equal(rememberedPosition(at, "samira", "film"), null);
  }
});
