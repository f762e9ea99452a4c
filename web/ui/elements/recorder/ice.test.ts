import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, serversIn, trickleOf, withFragment } from "./ice.ts";

test("the servers of Link headers are taken, whatever stands around them", () => {
  const link = '<stun:a.example:3478>; rel="ice-server", <turn:a.example:3478?transport=tcp>; rel="ice-server"; username="1:x"; credential="se+c,r;et="; credential-type="password", '
    + '<https://a.example/next>; rel="next", <turn:b.example>; rel="ice-server", <javascript:x>; rel="ice-server", <turns:[::1]:5349>;rel=ice-server;username="u";credential=p';
  assert.deepEqual(serversIn(link), [
    { urls: "stun:a.example:3478" }, { urls: "turn:a.example:3478?transport=tcp", username: "1:x", credential: "se+c,r;et=" }, { urls: "turns:[::1]:5349", username: "u", credential: "p" },
  ]);
  assert.deepEqual(serversIn(null), []);
  assert.deepEqual(serversIn("<; rel nonsense"), []);
});

const offer = "v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\na=group:BUNDLE 0 1\r\na=ice-options:trickle\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n"
  + "a=ice-ufrag:abcd\r\na=ice-pwd:secret\r\na=mid:0\r\na=sendonly\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:abcd\r\na=ice-pwd:secret\r\na=mid:1\r\n";

test("a fragment holds what of an offer is ICE, and its lines", () => {
  assert.equal(fragmentOf(offer), "a=group:BUNDLE 0 1\r\na=ice-options:trickle\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n"
    + "a=ice-ufrag:abcd\r\na=ice-pwd:secret\r\na=mid:0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:abcd\r\na=ice-pwd:secret\r\na=mid:1\r\n");
  assert.equal(trickleOf("abcd", [{ candidate: "candidate:2 1 udp 1 10.0.0.2 9 typ host", sdpMid: "0" }, { candidate: "", sdpMid: "0" }]),
    "a=ice-ufrag:abcd\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:2 1 udp 1 10.0.0.2 9 typ host\r\na=end-of-candidates\r\n");
});

test("an answer takes the ICE of a fragment and keeps all else", () => {
  const fragment = "a=group:BUNDLE 0 1\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=ice-ufrag:new\r\na=ice-pwd:fresh\r\na=candidate:7 1 udp 1 10.0.0.9 9 typ host\r\na=end-of-candidates\r\n";
  const renewed = withFragment(offer, fragment);
  assert.ok(!renewed.includes("abcd") && !renewed.includes("10.0.0.1"));
  assert.equal(renewed.match(/a=ice-ufrag:new\r\na=ice-pwd:fresh\r\n/g)?.length, 2, "also for the line that the fragment leaves out");
  assert.equal(renewed.match(/candidate:7/g)?.length, 1);
  assert.deepEqual(renewed.split("\r\n").filter((line) => !/^a=(ice-|candidate|end)/.test(line)), offer.split("\r\n").filter((line) => !/^a=(ice-(?!options)|candidate|end)/.test(line)).filter((line) => !line.startsWith("a=ice-options")));
  assert.equal(withFragment(offer, "a=ice-ufrag:new\r\na=ice-pwd:fresh\r\n").match(/a=ice-ufrag:new/g)?.length, 2, "credentials of the whole session");
});
