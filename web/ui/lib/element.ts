// What every element of ours shares: light DOM (so that base.css reaches in), its data and texts, one AbortController per life.
import { LitElement } from "lit";
import { type RawTexts, Texts } from "./texts.ts";

export abstract class TbElement<Data> extends LitElement {
  data!: Data;
  texts: Texts = new Texts({}, "nl");
  #life = new AbortController();

  /** Fires when the element leaves the page. Listeners, timers and fetches hang on it. */
  protected get life(): AbortSignal {
    return this.#life.signal;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.#life = new AbortController();
    this.#readBlock();
    super.connectedCallback();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  /** Runs each time the element enters the page, when data and texts are there. */
  protected abstract begin(): void;

  #readBlock(): void {
    const block = this.querySelector(":scope > script[type='application/json']");
    if (!block?.textContent) return;
    const given = JSON.parse(block.textContent) as { data: Data; strings: RawTexts };
    this.data = given.data;
    this.texts = new Texts(given.strings, document.documentElement.lang || "nl");
  }
}

/** Sets custom properties and positions through the CSSOM, which the policy allows where style attributes are not. */
export function place(element: HTMLElement | SVGElement, properties: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
}
