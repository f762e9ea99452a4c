// <tb-health>: in a word how the recording does now. health: Health. texts: of the recorder.
import { LitElement, type TemplateResult, html, nothing } from "lit";
import { type IconName, icon } from "../../lib/icon.ts";
import { Texts } from "../../lib/texts.ts";
import type { Cause, Health, State } from "./judge.ts";

const drawings: Readonly<Record<State, IconName>> = { connecting: "wifi", good: "wifi", weak: "activity", device: "smartphone", nothing: "wifiOff" };

const words: Readonly<Record<State | Cause, string>> = {
  connecting: "recorder.health_connecting", good: "recorder.health_good", weak: "recorder.health_network", device: "recorder.health_device", nothing: "recorder.health_nothing",
  network: "recorder.health_network", busy: "recorder.health_busy", server: "recorder.health_server",
};

export class TbHealth extends LitElement {
  static override readonly properties = { health: { attribute: false }, texts: { attribute: false } };
  declare health: Health | null;
  declare texts: Texts;

  constructor() {
    super();
    this.health = null;
    this.texts = new Texts({}, "nl");
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.health) return nothing;
    const { state, cause } = this.health;
    return html`<span class="health" data-state=${state} role="status">${icon(drawings[state])}${this.texts.t(words[cause ?? state])}</span>`;
  }
}
