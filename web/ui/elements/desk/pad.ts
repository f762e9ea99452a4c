// The code pad: a tap is a moment, a press that is held is a stretch. Keys and fingers do the same.
import { type TemplateResult, html } from "lit";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Annotation, Chain } from "../../lib/things.ts";
import { subjectOf } from "./marks.ts";

/** A press that is held longer than this makes a stretch. */
const holdMs = 350;

/** One press on a code at a time per source ("key 3", "pointer 1"): from down to up. */
export class Holds {
  readonly #down = new Map<string, { id: string; at: number }>();

  /** Notes that a press began and made a mark. */
  begin(source: string, id: string, now: number): void {
    this.#down.set(source, { id, at: now });
  }

  has(source: string): boolean {
    return this.#down.has(source);
  }

  /** The mark whose end must be set, when the press was held. */
  end(source: string, now: number): string | null {
    const press = this.#down.get(source);
    this.#down.delete(source);
    return press && now - press.at > holdMs ? press.id : null;
  }
}

export interface PadActions {
  readonly down: (code: string, source: string) => void;
  readonly up: (source: string) => void;
  readonly schemes: () => void;
}

export function padView(pad: readonly string[], counts: ReadonlyMap<string, number>, selected: Annotation | null, labelOf: (code: string) => string, texts: Texts, act: PadActions): TemplateResult {
  return html`<section class="pad" aria-labelledby="pad-title">
    <div class="row-between">
      <h3 id="pad-title">${texts.t("desk.pad")}</h3>
      <button type="button" class="button button-quiet button-small" @click=${act.schemes}>${icon("search")}${texts.t("desk.choose_codes")}</button>
    </div>
    <div class="pad-keys">
      ${pad.map((code, i) => html`<button type="button" class="pad-key" data-subject=${subjectOf(code)} aria-pressed=${selected?.codes.includes(code) ?? false}
        aria-keyshortcuts=${i + 1}
        @pointerdown=${(event: PointerEvent) => pressed(event, () => act.down(code, `pointer ${event.pointerId}`))}
        @pointerup=${(event: PointerEvent) => act.up(`pointer ${event.pointerId}`)}
        @pointercancel=${(event: PointerEvent) => act.up(`pointer ${event.pointerId}`)}
        @click=${(event: MouseEvent) => event.detail === 0 && tapped(act, code)}>
        <kbd class="key">${i + 1}</kbd><span class="pad-label">${labelOf(code)}</span><span class="pad-count" aria-label=${texts.n("desk.times", counts.get(code) ?? 0)}>${counts.get(code) ?? 0}</span>
      </button>`)}
    </div>
    <p class="hint pad-hint">${texts.t("desk.pad_hint")}</p>
  </section>`;
}

/** Keeps the focus where it is, so that the space bar still plays; and follows a finger that slides off. */
function pressed(event: PointerEvent, down: () => void): void {
  if (event.button !== 0) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  down();
}

/** Enter or space on a focused code: a click without a pointer. */
function tapped(act: PadActions, code: string): void {
  act.down(code, "click");
  act.up("click");
}

export function chainView(chain: Chain | null, texts: Texts): TemplateResult {
  const n = (key: string, count: number): TemplateResult => html`<span class="chain-count"><b>${count}</b> ${texts.n(key, count)}</span>`;
  return html`<section class="chain">
    <h3>${texts.t("desk.chain")} <span class="small muted">${texts.t("desk.chain_hint")}</span></h3>
    <p class="card card-sunken chain-counts">${chain
      ? html`${n("desk.initiatives", chain.initiatives)} ${n("desk.received", chain.received)} ${n("desk.verbal", chain.verbal)} ${n("desk.answered", chain.answered)}`
      : texts.t("desk.chain_none")}</p>
  </section>`;
}
