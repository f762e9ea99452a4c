// The text of ICE: servers in Link headers, fragments of descriptions (RFC 9725 section 4, RFC 8840 section 9).

/** The ICE servers that Link headers name. What cannot be read is left out. */
export function serversIn(link: string | null): RTCIceServer[] {
  const servers: RTCIceServer[] = [];
  for (const [, urls = "", rest = ""] of (link ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s;,]+))*)/g)) {
    const parameters = new Map([...rest.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;,]+))/g)].map(([, key = "", quoted, bare]) => [key, quoted ?? bare ?? ""]));
    if (parameters.get("rel") !== "ice-server" || !/^(stun|turn)s?:[^\s]+$/.test(urls)) continue;
    const [username, credential] = [parameters.get("username"), parameters.get("credential")];
    if (username !== undefined && credential !== undefined) servers.push({ urls, username, credential });
    else if (urls.startsWith("stun")) servers.push({ urls });
  }
  return servers;
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter(Boolean);
const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join("");
const isICE = (line: string): boolean => /^a=(ice-ufrag|ice-pwd|candidate|end-of-candidates)\b/.test(line);

/** The parts of a description: what stands before the first media line, and each media line with what is under it. */
function partsOf(text: string): string[][] {
  const parts: string[][] = [[]];
  for (const line of linesOf(text)) line.startsWith("m=") ? parts.push([line]) : parts.at(-1)?.push(line);
  return parts;
}

const midOf = (part: readonly string[]): string | undefined => part.find((line) => line.startsWith("a=mid:"))?.slice(6);

/** What of a whole offer is ICE. */
export function fragmentOf(offer: string): string {
  const [session = [], ...media] = partsOf(offer);
  const head = session.filter((line) => /^a=(ice-options|group):/.test(line) || isICE(line));
  return joined([...head, ...media.flatMap((part) => part.filter((line) => /^(m=|a=mid:)/.test(line) || isICE(line)))]);
}

/** A fragment with candidates that came later, all of the ICE session of ufrag. */
export function trickleOf(ufrag: string, candidates: readonly { readonly candidate: string; readonly sdpMid: string | null }[]): string {
  const lines = [`a=ice-ufrag:${ufrag}`];
  for (const mid of new Set(candidates.map(({ sdpMid }) => sdpMid ?? "0"))) {
    lines.push("m=video 9 UDP/TLS/RTP/SAVPF 0", `a=mid:${mid}`);
    for (const { candidate, sdpMid } of candidates) if ((sdpMid ?? "0") === mid) lines.push(candidate ? `a=${candidate}` : "a=end-of-candidates");
  }
  return joined(lines);
}

/** An answer that was given before, with the ICE of a fragment instead of its own. */
export function withFragment(answer: string, fragment: string): string {
  const [session = [], ...media] = partsOf(fragment);
  const common = session.filter(isICE);
  const byMid = new Map(media.map((part) => [midOf(part), part.filter(isICE)]));
  const first = [...byMid.values()][0] ?? [];
  const credentials = [...common, ...first].filter((line) => /^a=ice-/.test(line)).slice(0, 2);
  const [head = [], ...rest] = partsOf(answer);
  const renewed = rest.map((part) => {
    const own = byMid.get(midOf(part)) ?? [];
    return [...part.filter((line) => !isICE(line)), ...(own.some((line) => /^a=ice-/.test(line)) ? [] : credentials), ...own];
  });
  return joined([...head.filter((line) => !isICE(line)), ...renewed.flat()]);
}
