// The pieces that <tb-timeline> draws.
import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { placed } from "../../lib/placed.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Gap } from "../../lib/things.ts";
import { exact, short, stretch } from "../../lib/timebase.ts";
import { type Sprite, type Wave, spriteAt } from "./sidefiles.ts";
import type { Selection } from "./store.ts";
import { type View, box, lanes, shareOf, ticks, waveBars } from "./timeline.ts";
import type { Tier } from "./tiers.ts";

type Drawn = TemplateResult | typeof nothing;

/** Tiers have room for this many marks at one moment. */
const mostLanes = 3;
/** Narrower than this share of the width, in percent, a box says nothing: its title does. */
const roomForLabel = (): number => (window.innerWidth < 600 ? 12 : 3);
const roomForWord = 10;

export function ruler(view: View): TemplateResult {
  const most = window.innerWidth < 600 ? 4 : 8;
  return html`<div class="tier tier-ruler" aria-hidden="true">
    <span class="tier-label"></span>
    <div class="track">${ticks(view, most).map((ms) => tick(shareOf(view, ms), short(ms)))}</div>
  </div>`;
}

function tick(share: number, label: string): TemplateResult {
  const side = share < 0.03 ? " tick-first" : share > 0.95 ? " tick-last" : "";
  return html`<span class="tick${side}" ${placed({ left: `${share * 100}%` })}>${label}</span>`;
}

export function tierRow(tier: Tier, view: View, selected: string | null): TemplateResult {
  const least = (view.toMs - view.fromMs) / 80;
  const laid = lanes(tier.marks, least, mostLanes);
  const rows = laid.reduce((most, { lane }) => Math.max(most, lane + 1), 1);
  return html`<div class="tier">
    <span class="tier-label truncate" title=${tier.label}>${tier.label}</span>
    <div class="track" ${placed({ "--lanes": String(rows) })}>
      ${repeat(laid, ({ mark }) => mark.id, ({ lane, mark }) => {
        const at = box(view, mark.startMs, mark.endMs);
        if (!at) return nothing;
        const moment = mark.endMs <= mark.startMs ? "" : " timeline-stretch";
        return html`<div class="timeline-mark tone-${mark.tone}${moment}" data-mark=${mark.id} ?data-selected=${mark.id === selected}
          title="${stretch(mark.startMs, mark.endMs)} ${mark.label}" ${placed({ left: `${at.left}%`, width: `${at.width}%`, "--lane": String(lane) })}>${at.width >= roomForLabel() ? html`<span>${mark.label}</span>` : nothing}</div>`;
      })}
    </div>
  </div>`;
}

export function sound(wave: Wave | null, view: View): Drawn {
  if (!wave) return nothing;
  const bars = waveBars(wave.peaks, wave.intervalMs, wave.loudest, view, 160);
  const path = bars.map((share, i) => `M${i * 10 + 5} ${50 - Math.max(2, share * 46)}V${50 + Math.max(2, share * 46)}`).join("");
  return html`<svg class="wave" viewBox="0 0 1600 100" preserveAspectRatio="none" aria-hidden="true"><path d=${path}></path></svg>`;
}

export function gapBoxes(gaps: readonly Gap[], view: View, texts: Texts): Drawn[] {
  return gaps.map((gap) => {
    const at = box(view, gap.start_ms, gap.end_ms);
    if (!at) return nothing;
    const word = texts.t(gapWord(gap));
    const room = at.width >= roomForWord;
    return html`<div class="gap gap-${gap.track}" title="${word} ${stretch(gap.start_ms, gap.end_ms)}" ${placed({ left: `${at.left}%`, width: `${at.width}%` })}>
      <span class=${room ? "gap-word" : "visually-hidden"}>${word}</span></div>`;
  });
}

const gapWords: Record<string, string> = {
  between_takes: "player.gap_between",
  "video trimmed": "player.gap_trimmed",
  "audio trimmed": "player.gap_trimmed",
  "video loss": "player.gap_video_loss",
  "audio loss": "player.gap_audio_loss",
  "video damaged": "player.gap_video_damaged",
  "video stall": "player.gap_video_stall",
  "audio stall": "player.gap_audio_stall",
};

/** The sentence for what is missing, and why where that is known. */
export function gapWord(gap: Gap): string {
  return gapWords[gap.reason] ?? gapWords[`${gap.track} ${gap.reason}`] ?? (gap.track === "audio" ? "player.gap_audio" : "player.gap_video");
}

export function selectionBox(selection: Selection | null, view: View): Drawn {
  if (!selection) return nothing;
  const at = box(view, selection.inMs, selection.outMs ?? selection.inMs);
  return at ? html`<div class="selection" ${placed({ left: `${at.left}%`, width: `${at.width}%` })}></div>` : nothing;
}

export function preview(sprites: readonly Sprite[], ms: number, share: number): TemplateResult {
  const sprite = spriteAt(sprites, ms);
  const left = { left: `clamp(60px, ${share * 100}%, calc(100% - 60px))` };
  const picture = sprite
    ? html`<span class="preview-picture" ${placed({
        width: `${sprite.width}px`,
        height: `${sprite.height}px`,
        "background-image": `url("${sprite.address}")`,
        "background-position": `-${sprite.x}px -${sprite.y}px`,
      })}></span>`
    : nothing;
  return html`<div class="preview" ${placed(left)}>${picture}<span class="timecode">${exact(ms)}</span></div>`;
}
