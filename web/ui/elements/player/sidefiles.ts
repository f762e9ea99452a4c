// The files beside a film: pictures for the preview and peaks for the sound. A film without them plays as well.

export interface Sprite {
  readonly startMs: number;
  readonly endMs: number;
  readonly address: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Wave {
  readonly intervalMs: number;
  readonly peaks: readonly number[];
  readonly loudest: number;
}

export interface SideFiles {
  readonly sprites: readonly Sprite[];
  readonly wave: Wave | null;
}

export const noSideFiles: SideFiles = Object.freeze({ sprites: [], wave: null });

/** Reads what there is under /media/{recording}. */
export async function sideFiles(folder: string, signal: AbortSignal): Promise<SideFiles> {
  const [sprites, wave] = await Promise.all([
    read(`${folder}/sprites.vtt`, signal, async (answer) => parseSprites(await answer.text(), folder)),
    read(`${folder}/waveform.json`, signal, async (answer) => parseWave(await answer.json())),
  ]);
  return { sprites: sprites ?? [], wave: wave ?? null };
}

async function read<T>(address: string, signal: AbortSignal, parse: (answer: Response) => Promise<T>): Promise<T | null> {
  try {
    const answer = await fetch(address, { signal });
    return answer.ok ? await parse(answer) : null;
  } catch {
    return null;
  }
}

const cue = /^((?:\d+:)?\d+:\d+\.\d+)\s+-->\s+((?:\d+:)?\d+:\d+\.\d+).*\r?\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/gm;

/** Cues of a WebVTT file whose text is "file#xywh=x,y,w,h". */
export function parseSprites(text: string, folder: string): Sprite[] {
  return [...text.matchAll(cue)].map((found) => ({
    startMs: clock(found[1]!),
    endMs: clock(found[2]!),
    address: `${folder}/${found[3]!}`,
    x: Number(found[4]),
    y: Number(found[5]),
    width: Number(found[6]),
    height: Number(found[7]),
  }));
}

function clock(text: string): number {
  return Math.round(text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

export function parseWave(body: unknown): Wave | null {
  const given = body as Partial<{ per_second: number; peaks: number[] }> | null;
  if (!given?.per_second || !Array.isArray(given.peaks)) return null;
  return { intervalMs: 1000 / given.per_second, peaks: given.peaks, loudest: given.peaks.reduce((most, peak) => Math.max(most, peak), 0) };
}

/** The picture for a position; the last one at or before it. */
export function spriteAt(sprites: readonly Sprite[], ms: number): Sprite | null {
  let found: Sprite | null = null;
  for (const sprite of sprites) {
    if (sprite.startMs > ms) break;
    found = sprite;
  }
  return found;
}
