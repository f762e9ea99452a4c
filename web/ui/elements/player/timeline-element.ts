// <tb-timeline>: ruler, tiers of marks, sound, gaps and the playhead. It asks for positions; it never moves the film itself.
import { LitElement, type PropertyValues, type TemplateResult, html } from "lit";
import { place } from "../../lib/element.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Gap } from "../../lib/things.ts";
import { exact } from "../../lib/timebase.ts";
import { ask } from "./requests.ts";
import { type SideFiles, noSideFiles } from "./sidefiles.ts";
import type { PlayerState, Store } from "./store.ts";
import { type View, following, msAt, shareOf, zoomed } from "./timeline.ts";
import { gapBoxes, preview, ruler, selectionBox, sound, tierRow } from "./timeline-parts.ts";
import type { Tier } from "./tiers.ts";

export class TbTimeline extends LitElement {
  static override properties = { store: {}, texts: {}, tiers: {}, gaps: {}, files: {}, selected: {}, view: { state: true }, hover: { state: true } };
  declare store: Store;
  declare texts: Texts;
  declare tiers: readonly Tier[];
  declare gaps: readonly Gap[];
  declare files: SideFiles;
  declare selected: string | null;
  declare view: View;
  declare hover: number | null;
  #life = new AbortController();
  #selection: PlayerState["selection"] = null;
  #wanted: number | null = null;

  constructor() {
    super();
    this.tiers = [];
    this.gaps = [];
    this.files = noSideFiles;
    this.selected = null;
    this.view = { fromMs: 0, toMs: 1 };
    this.hover = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.view = { fromMs: 0, toMs: Math.max(1, this.store.state.durationMs) };
    this.store.watch((state) => this.#follow(state), this.#life.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  /** Shows less (factor below 1) or more around the playhead. */
  zoom(factor: number): void {
    const { ms, durationMs } = this.store.state;
    this.view = zoomed(this.view, factor, ms, durationMs);
  }

  protected override render(): TemplateResult {
    const { durationMs, selection, ms } = this.store.state;
    this.#selection = selection;
    return html`<div class="timeline" role="group" aria-label=${this.texts.t("player.timeline")}>
      ${ruler(this.view)} ${this.tiers.map((tier) => tierRow(tier, this.view, this.selected))}
      <div class="tier tier-sound">
        <span class="tier-label">${this.texts.t("player.sound")}</span>
        <div class="track">${sound(this.files.wave, this.view)}</div>
      </div>
      <div class="timeline-over" role="slider" tabindex="0" aria-label=${this.texts.t("player.position")} aria-valuemin="0"
        aria-valuemax=${durationMs} aria-valuenow=${ms} aria-valuetext=${exact(ms)}
        @pointerdown=${this.#grab} @pointermove=${this.#move} @pointerup=${this.#release} @pointercancel=${this.#release} @pointerleave=${this.#leave}>
        ${gapBoxes(this.gaps, this.view, this.texts)} ${selectionBox(selection, this.view)}
        <div class="playhead"></div>
        ${this.hover === null ? "" : preview(this.files.sprites, this.hover, shareOf(this.view, this.hover))}
      </div>
    </div>`;
  }

  protected override updated(_: PropertyValues): void {
    this.#point(this.store.state);
  }

  #follow(state: PlayerState): void {
    if (this.view.toMs <= 1 && state.durationMs > 1) this.view = { fromMs: 0, toMs: state.durationMs };
    if (this.#wanted === null) this.view = following(this.view, state.ms, state.durationMs);
    if (state.selection !== this.#selection) this.requestUpdate();
    this.#point(state);
  }

  /** The playhead moves with every frame: past lit, straight to its position. */
  #point(state: PlayerState): void {
    const over = this.querySelector<HTMLElement>(".timeline-over");
    const head = over?.querySelector<HTMLElement>(".playhead");
    if (!over || !head) return;
    place(head, { left: `${shareOf(this.view, state.ms) * 100}%` });
    over.setAttribute("aria-valuenow", String(state.ms));
    over.setAttribute("aria-valuetext", exact(state.ms));
  }

  #at(event: PointerEvent): number {
    const edge = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return msAt(this.view, (event.clientX - edge.left) / edge.width, this.store.state.durationMs);
  }

  #grab = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#openUnder(event)) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#want(this.#at(event));
  };

  #move = (event: PointerEvent): void => {
    this.hover = this.#at(event);
    if (this.#wanted !== null) this.#want(this.hover);
  };

  #release = (): void => {
    this.#wanted = null;
    this.hover = null;
  };

  #leave = (): void => {
    if (this.#wanted === null) this.hover = null;
  };

  /** One request per picture drawn, for the newest position. */
  #want(ms: number): void {
    const first = this.#wanted === null;
    this.#wanted = ms;
    if (first) ask(this, { ask: "seek", ms });
    else requestAnimationFrame(() => this.#wanted === ms && ask(this, { ask: "seek", ms }));
  }

  /** The marks lie under the sheet that catches the pointer: a press on one opens it. */
  #openUnder(event: PointerEvent): boolean {
    const mark = document.elementsFromPoint(event.clientX, event.clientY).find((found) => found.matches(".timeline-mark"));
    if (!(mark instanceof HTMLElement) || !this.contains(mark)) return false;
    this.dispatchEvent(new CustomEvent("tb-open-mark", { bubbles: true, detail: mark.dataset["mark"] }));
    return true;
  }
}
