import assert from "node:assert/strict";
import { test } from "node:test";
import { FormDrafts } from "./formdraft.ts";

function shelf(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (i) => [...kept.keys()][i] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

const point = { page: "/cycles/1", title: "Ronde 1", to: "/cycles/1/work-point", version: "2", fields: [{ name: "text", label: "Werkpunt", value: "drie tellen wachten" }] };

test("what was typed comes back to the same form of the same person only", () => {
  const at = shelf();
  new FormDrafts(at, "samira", () => 1).keep(point);
  assert.deepEqual(new FormDrafts(at, "samira", () => 2).find(point.page, point.to)?.fields, point.fields);
  assert.equal(new FormDrafts(at, "els", () => 2).find(point.page, point.to), null);
  assert.deepEqual(new FormDrafts(at, "els", () => 2).all(), []);
});

test("what was sent goes when the server has answered, and stays when it failed", () => {
  const drafts = new FormDrafts(shelf(), "samira", () => 1);
  drafts.keep(point);
  drafts.sending(point.page, point.to);
  drafts.answered(false);
  assert.equal(drafts.all().length, 1);
  drafts.answered(true);
  assert.equal(drafts.all().length, 1, "not sent again, so not answered");
  drafts.sending(point.page, point.to);
  drafts.answered(true);
  assert.deepEqual(drafts.all(), []);
});

test("an emptied form and a draft older than thirty days are dropped", () => {
  const at = shelf();
  const drafts = new FormDrafts(at, "samira", () => 1);
  drafts.keep(point);
  drafts.keep({ ...point, fields: [{ name: "text", label: "Werkpunt", value: " " }] });
  assert.deepEqual(drafts.all(), []);
  drafts.keep(point);
  assert.deepEqual(new FormDrafts(at, "samira", () => 31 * 24 * 3600 * 1000).all(), []);
  assert.equal(at.length, 0);
});

test("a shelf that holds nonsense is no draft", () => {
  const at = shelf();
  at.setItem("terugblik.form.samira./x>/y", "{");
  assert.deepEqual(new FormDrafts(at, "samira", () => 1).all(), []);
});
