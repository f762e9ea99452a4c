import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, actions, keyName, table } from "./keys.ts";

const press = (key: string, more = {}): { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean } => ({
  key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more,
});

test("no key means two things", () => {
  const seen = new Set<string>();
  for (const row of table)
    for (const key of row.keys) {
      const written = `${row.shift ? "shift " : ""}${key}`;
      assert.ok(!seen.has(written), `${written} stands twice in the table`);
      seen.add(written);
    }
});

test("the table names every action once and nothing else", () => {
  assert.deepEqual(table.map((row) => row.action).sort(), [...actions].sort());
  for (const row of table) assert.match(row.label, /^keys\./);
});

test("a key asks for its action, in either case, and never together with Ctrl, Alt or Cmd", () => {
  assert.equal(actionOf(press(" "), ["player"]), "toggle");
  assert.equal(actionOf(press("K", { shiftKey: false }), ["player"]), "toggle");
  assert.equal(actionOf(press("z"), ["player"]), "zoom-in");
  assert.equal(actionOf(press("Z", { shiftKey: true }), ["player"]), "zoom-out");
  assert.equal(actionOf(press("?", { shiftKey: true }), ["player"]), "help");
  assert.equal(actionOf(press("m"), ["player"]), null);
  assert.equal(actionOf(press("m"), ["player", "desk"]), "mark");
  for (const held of ["ctrlKey", "metaKey", "altKey"]) assert.equal(actionOf(press("r", { [held]: true }), ["player"]), null);
});

test("keys are written as they stand on the keyboard", () => {
  assert.deepEqual(["ArrowLeft", " ", "k", "Enter"].map((key) => keyName(key)), ["←", "␣", "K", "Enter"]);
  assert.equal(keyName("z", true), "⇧ Z");
});
