import assert from "node:assert/strict";
import { test } from "node:test";
import type { Held } from "./keeper.ts";
import { type Standing, cutShort } from "./settle.ts";
import { againMs, restMs } from "./pace.ts";
import { nextPiece } from "./send.ts";
import { ending, metadata } from "./tus.ts";
import { overall } from "./view.ts";

const mega = 1024 * 1024;

test("a file that is whole goes in large pieces, and the last one tells its length", () => {
  const pieces = [];
  for (let offset = 0; ; ) {
    const piece = nextPiece(offset, 17 * mega, false)!;
    pieces.push([piece.from / mega, piece.to / mega, piece.last]);
    if (piece.last) break;
    offset = piece.to;
  }
  assert.deepEqual(pieces, [[0, 8, false], [8, 16, false], [16, 17, true]]);
  assert.deepEqual(nextPiece(5, 5, false), { from: 5, to: 5, last: true }, "all is there but the length");
  assert.deepEqual(nextPiece(9, 5, false), { from: 9, to: 9, last: true }, "a disk that lost its end asks for no piece before the beginning");
});

test("a file that grows goes in small pieces, and never says that it ends", () => {
  assert.equal(nextPiece(0, 100_000, true), null, "too little for a request");
  assert.deepEqual(nextPiece(mega, 9 * mega, true), { from: mega, to: 2 * mega, last: false });
  assert.deepEqual(nextPiece(mega, 1.5 * mega, true), { from: mega, to: 1.5 * mega, last: false });
});

test("behind the live film a file goes no faster than it grows, and leaves a line alone that is too slow", () => {
  const perSecond = 450_000;
  assert.equal(restMs(450_000, 200, perSecond), 800, "one second of film each second");
  assert.equal(restMs(450_000, 3000, perSecond), 12_000, "it took longer than it lasts");
  assert.equal(restMs(450_000, 1_000_000, perSecond), 60_000, "but not for ever");
  assert.equal(restMs(0, 0, perSecond), 1000);
  assert.ok(Number.isFinite(restMs(1, 1, 0)));
});

test("what fails is tried again ever less often, and never less than twice a minute", () => {
  assert.deepEqual([1, 2, 3, 6, 100].map(againMs), [1000, 2000, 4000, 30_000, 30_000]);
});

test("what the server cut off because this device was away is sent again whole", () => {
  for (const state of ["kept", "refused"]) {
    assert.ok(cutShort({ state, size: 5 }, 9));
    assert.ok(!cutShort({ state, size: 9 }, 9));
    assert.ok(!cutShort({ state, size: null }, 9));
  }
  assert.ok(!cutShort({ state: "checking", size: 5 }, 9), "not while it is looked at");
});

test("metadata of an upload is Base64 of UTF-8", () => {
  assert.equal(metadata({ purpose: "device", filename: "één.mkv" }), "purpose ZGV2aWNl,filename w6nDqW4ubWt2");
  assert.deepEqual(["video/x-matroska;codecs=avc1,opus", "video/mp4;codecs=avc1.42E01F", "video/webm;codecs=vp8,opus"].map(ending), ["mkv", "mp4", "webm"]);
});

test("of several files the state is told that she can do most about", () => {
  const held = (...states: Standing[]): Held[] => states.map((state, i) => ({
    state, size: 1, sent: 0, detail: "",
    master: { id: String(i), owner: "p", recordingId: "r", title: "", mime: "", startedAt: 0, ms: 0, uploadId: null, discarded: false },
  }));
  assert.equal(overall(held("checking", "queued", "sending")), "sending");
  assert.equal(overall(held("sending", "login")), "login");
  assert.equal(overall(held("checking", "waiting")), "waiting");
  assert.equal(overall(held("refused")), null, "what is stuck is told one by one");
});
