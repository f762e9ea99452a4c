import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../../lib/queue.ts";
import type { Annotation } from "../../lib/things.ts";
import { moved, toggledIn } from "./choice.ts";
import { type Code, flatten, found, toggled } from "./codes.ts";
import { answeredBy, countsOf, isCut, neighbour, overlaid, subjectOf, tiersOf } from "./marks.ts";
import { Holds } from "./pad.ts";

const person = { id: "me", given: "Els", prefix: "", family: "", full: "Els" };
const mark = (id: string, start_ms: number, more: Partial<Annotation> = {}): Annotation => ({
  id, recording_id: "r", author_id: "me", author: person, start_ms, end_ms: start_ms, kind: null, text: "", codes: [], subject: null,
  answers_id: null, visibility: "draft", version: 1, replies: 0, created_at: "", ...more,
});
const setting = { me: "me", recordingId: "r", visibility: "draft" as const };
const change = (id: string, what: Change["what"], fields: Change["fields"] = {}): Change => ({ id, what, fields, base: {}, version: null, due: 0 });

test("what is not sent yet is shown as if it were", () => {
  const server = new Map([["a", mark("a", 5000, { text: "old" })], ["b", mark("b", 9000)]]);
  const shown = overlaid(server, [change("a", "change", { text: "new" }), change("b", "remove"), change("c", "create", { start_ms: 1000, kind: "top" })], setting);
  assert.deepEqual(shown.map((one) => [one.id, one.text, one.version]), [["c", "", 0], ["a", "new", 1]]);
});

test("a change of a mark that is gone does not bring it back", () => {
  assert.deepEqual(overlaid(new Map(), [change("a", "change", { text: "x" })], setting), []);
});

test("a mark that begins in what was cut out says so, and one that ends where it begins does not", () => {
  const gaps = [{ start_ms: 4000, end_ms: 6000, track: "video", reason: "trimmed" }, { start_ms: 9000, end_ms: 9500, track: "video", reason: "loss" }];
  const cut = (start_ms: number): boolean => isCut(mark("a", start_ms), gaps);
  assert.deepEqual([cut(3999), cut(4000), cut(5999), cut(6000), cut(9100)], [false, true, true, false, false]);
});

test("an adult's code answers the selected child by itself, when it comes soon after", () => {
  const child = mark("a", 10_000, { subject: "child" });
  assert.equal(answeredBy(child, "employee", 12_000), "a");
  assert.equal(answeredBy(child, "employee", 9000), null, "before it");
  assert.equal(answeredBy(child, "employee", 40_000), null, "long after it");
  assert.equal(answeredBy(child, "child", 12_000), null);
  assert.equal(answeredBy(mark("b", 10_000, { subject: "employee" }), "employee", 11_000), null);
  assert.equal(answeredBy(null, "employee", 11_000), null);
  assert.deepEqual(["vib-microanalyse:kind-initiatief", "vib-microanalyse:volgen"].map(subjectOf), ["child", "employee"]);
});

test("marks stand in the tier of initiative, reception or answer, and those with a word in their own", () => {
  const marks = [
    mark("ini", 1, { codes: ["x"], subject: "child" }), mark("rec", 2, { codes: ["x"], subject: "employee", answers_id: "ini" }),
    mark("ans", 3, { codes: ["x"], subject: "child", answers_id: "rec" }), mark("top", 4, { kind: "top", codes: ["x"], subject: "employee" }), mark("note", 5, { codes: ["x"], subject: "other" }),
  ];
  const tiers = tiersOf(marks, { child: "", employee: "", answer: "", marks: "" }, (code) => code);
  assert.deepEqual(tiers.map((tier) => tier.marks.map((one) => one.id)), [["ini"], ["rec", "top"], ["ans"], ["top", "note"]]);
  assert.equal(countsOf(marks).get("x"), 5);
});

test("next and previous go by time, from the selected mark or from the film", () => {
  const marks = [mark("a", 1000), mark("b", 2000), mark("c", 3000)];
  assert.deepEqual([neighbour(marks, "b", 0, 1)?.id, neighbour(marks, "b", 0, -1)?.id, neighbour(marks, "c", 0, 1)], ["c", "a", null]);
  assert.deepEqual([neighbour(marks, null, 2500, 1)?.id, neighbour(marks, null, 2500, -1)?.id], ["c", "b"]);
});

test("a tap is a moment and a held press is a stretch, per key", () => {
  const holds = new Holds();
  holds.begin("key 1", "a", 0);
  holds.begin("key 2", "b", 100);
  assert.equal(holds.has("key 1"), true);
  assert.equal(holds.end("key 2", 300), null);
  assert.equal(holds.end("key 1", 900), "a");
  assert.equal(holds.end("key 1", 1900), null, "a press ends once");
});

test("the playlist keeps its order, and moves one place at a time", () => {
  assert.deepEqual(toggledIn(["a", "b"], "c"), ["a", "b", "c"]);
  assert.deepEqual(toggledIn(["a", "b"], "a"), ["b"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b"], "a", -1), ["a", "b"]);
});

test("the pad holds one to nine codes", () => {
  const nine = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
  assert.deepEqual(toggled(nine, "10"), nine);
  assert.deepEqual(toggled(["1"], "1"), ["1"]);
  assert.deepEqual(toggled(["1", "2"], "1"), ["2"]);
});

test("a search finds codes by every word, in label, description and place", () => {
  const code = (label: string, description: string, path: string[]): Code => ({ code: label, label, description, path, scheme: "Basis" });
  const list = [code("Volgen", "Meegaan met het kind", ["Afstemmen"]), code("Benoemen", "Zeggen wat je ziet", ["Afstemmen"])];
  assert.deepEqual(found(list, "afstemmen KIND").map((one) => one.label), ["Volgen"]);
  assert.equal(found(list, "  ").length, 2);
});

test("every level of a scheme can be a code, and knows what it stands under", () => {
  const list = flatten([{ id: "s", title: "Basis", items: [{ id: "a", label: "Afstemmen", items: [{ id: "b", label: "Volgen", items: [] }] }] }]);
  assert.deepEqual(list.map((one) => [one.code, one.path]), [["s:a", []], ["s:b", ["Afstemmen"]]]);
});
