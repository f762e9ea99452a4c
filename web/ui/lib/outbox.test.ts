import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "./api.ts";
import { Outbox, type OutboxNeeds } from "./outbox.ts";
import { type Change, clashes, folded } from "./queue.ts";

interface Mark {
  id: string;
  version: number;
  text: string;
}

const create = (id: string, text: string, due = 0): Change => ({ id, what: "create", fields: { text }, base: {}, version: null, due });
const change = (id: string, text: string, version: number | null, due = 0): Change => ({ id, what: "change", fields: { text }, base: { text: "was" }, version, due });
const remove = (id: string, version: number | null, due = 0): Change => ({ id, what: "remove", fields: {}, base: {}, version, due });

/** A shelf, a clock that only moves by hand, and a server that answers what the test says. */
function world(answer: (change: Change) => Mark | null | Problem, shelf = new Map<string, string>()) {
  const sent: Change[] = [];
  const refused: string[] = [];
  let now = 0;
  let timers: { at: number; act: () => void }[] = [];
  const needs: OutboxNeeds<Mark> = {
    send: async (one) => {
      sent.push(one);
      const result = answer(one);
      if (result instanceof Problem) throw result;
      return result;
    },
    saved: () => undefined,
    overtaken: async () => null,
    refused: (one) => refused.push(one.id),
    changed: () => undefined,
    versionOf: (mark) => mark.version,
    shelf: { getItem: (key) => shelf.get(key) ?? null, setItem: (key, value) => void shelf.set(key, value), removeItem: (key) => void shelf.delete(key) },
    name: "test",
    now: () => now,
    later: (act, ms) => {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
  };
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  const move = async (ms: number): Promise<void> => {
    now += ms;
    const due = timers.filter((one) => one.at <= now);
    timers = timers.filter((one) => one.at > now);
    for (const timer of due) timer.act();
    await settle();
  };
  return { box: new Outbox(needs), needs, sent, refused, shelf, settle, move };
}

test("changes of one thing fold into one, and what the person began from is kept", () => {
  assert.deepEqual(folded([create("a", "1")], change("a", "2", null)), [create("a", "2")].map((one) => ({ ...one, base: { text: "was" } })));
  const twice = folded([change("a", "2", 4)], { ...change("a", "3", 5), base: { text: "2" } });
  assert.deepEqual([twice[0]?.fields, twice[0]?.base, twice[0]?.version], [{ text: "3" }, { text: "was" }, 4]);
  assert.deepEqual(folded([create("a", "1")], remove("a", null)), [], "what never left this device needs no removal");
  assert.equal(folded([change("a", "2", 4)], remove("a", 4))[0]?.what, "remove");
});

test("only fields that both changed to different values clash", () => {
  const mine = { ...change("a", "mine", 1), fields: { text: "mine", kind: "top" }, base: { text: "was", kind: null } };
  assert.deepEqual(clashes(mine, { text: "theirs", kind: null }), ["text"]);
  assert.deepEqual(clashes(mine, { text: "was", kind: null, codes: ["x"] }), []);
  assert.deepEqual(clashes(mine, { text: "mine", kind: "top" }), [], "the same change twice is no clash");
});

test("what the server could not take is kept, tried again with growing waits, and sent once", async () => {
  let up = false;
  const w = world((one) => (up ? { id: one.id, version: 1, text: "" } : new Problem(0, "offline", "")));
  w.box.add(create("a", "x"));
  await w.settle();
  assert.equal(w.box.state, "waiting");
  assert.ok(w.shelf.has("test"), "it stands on the shelf of this device");
  await w.move(1000);
  await w.move(1000);
  assert.equal(w.sent.length, 2, "the second wait is longer than the first");
  up = true;
  await w.move(1000);
  assert.equal(w.box.state, "saved");
  assert.equal(w.shelf.size, 0);
  assert.deepEqual(new Set(w.sent.map((one) => one.id)), new Set(["a"]), "each try has the same id");
});

test("after a reload the same change is sent with the same id", async () => {
  const before = world(() => new Problem(503, "unavailable", ""));
  before.box.add(create("a", "x"));
  await before.settle();
  before.box.close();
  const after = world((one) => ({ id: one.id, version: 1, text: "" }), before.shelf);
  assert.equal(after.box.pending[0]?.id, "a");
  after.box.push();
  await after.settle();
  assert.deepEqual([after.sent.length, after.box.state], [1, "saved"]);
});

test("typing while a change is under way goes out afterwards, on the version that came back", async () => {
  let land: (mark: Mark) => void = () => undefined;
  const w = world(() => null);
  const flights: Promise<Mark>[] = [];
  const slow = new Outbox<Mark>({
    ...w.needs,
    send: (one) => {
      w.sent.push(one);
      const flight = w.sent.length === 1 ? new Promise<Mark>((resolve) => (land = resolve)) : Promise.resolve({ id: one.id, version: 8, text: "" });
      flights.push(flight);
      return flight;
    },
  });
  slow.add(change("a", "one", 6));
  slow.add(change("a", "two", 6));
  assert.equal(w.sent.length, 1);
  land({ id: "a", version: 7, text: "one" });
  await w.settle();
  assert.deepEqual([w.sent[1]?.version, w.sent[1]?.fields], [7, { text: "two" }]);
  assert.equal(slow.state, "saved");
});

test("a stale change waits for the person; others still go out", async () => {
  const w = world((one) => (one.id === "a" ? new Problem(412, "stale", "") : { id: one.id, version: 1, text: "" }));
  w.box.add(change("a", "mine", 1));
  w.box.add(create("b", "x"));
  await w.settle();
  assert.equal(w.box.state, "stuck");
  assert.deepEqual(w.box.pending.map((one) => [one.id, one.stuck]), [["a", "conflict"]]);
  assert.equal(w.sent.filter((one) => one.id === "a").length, 1, "it is not sent again by itself");
});

test("a refused change keeps its words and goes out again when the person mends it", async () => {
  const w = world((one) => (one.fields["text"] === "bad" ? new Problem(422, "invalid", "") : { id: one.id, version: 1, text: "" }));
  w.box.add(create("a", "bad"));
  await w.settle();
  assert.deepEqual([w.refused, w.box.state, w.box.pending[0]?.fields], [["a"], "stuck", { text: "bad" }]);
  w.box.add(change("a", "good", null));
  await w.settle();
  assert.deepEqual([w.box.state, w.sent.at(-1)?.what, w.sent.at(-1)?.fields], ["saved", "create", { text: "good" }]);
});

test("a removal can be taken back until it is due", async () => {
  const w = world(() => null);
  w.box.add(remove("a", 3, 8000));
  await w.move(7999);
  assert.equal(w.sent.length, 0);
  w.box.cancel("a");
  await w.move(1000);
  assert.deepEqual([w.sent.length, w.box.state], [0, "saved"]);
  w.box.add(remove("a", 3, 20_000));
  await w.move(12_000);
  assert.deepEqual(w.sent.map((one) => [one.what, one.version]), [["remove", 3]]);
});

test("a stale change that clashes with nothing goes on top of the newer version, with what was typed meanwhile", async () => {
  const w = world((one) => (one.version === 1 ? new Problem(412, "stale", "") : { id: one.id, version: 6, text: "" }));
  const box: Outbox<Mark> = new Outbox<Mark>({
    ...w.needs,
    overtaken: async () => {
      box.add(change("a", "newest", 1));
      return 5;
    },
  });
  box.add(change("a", "older", 1));
  await w.settle();
  assert.deepEqual(w.sent.map((one) => [one.version, one.fields["text"]]), [[1, "older"], [5, "newest"]]);
  assert.equal(box.state, "saved");
});
