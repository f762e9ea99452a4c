// <tb-device>: what of her films is still on this device; it goes on sending that from any page; quiet: without a word. data: Whose.
import { type TemplateResult, html } from "lit";
import { TbElement } from "../../lib/element.ts";
import { type Held, Keeper } from "./keeper.ts";
import { openStore } from "./store.ts";
import { heldView } from "./view.ts";

/** me is her id: what others left on this device is not hers to know. */
interface Whose {
  readonly me: string;
}

export class TbDevice extends TbElement<Whose> {
  #held: readonly Held[] = [];
  #kept = false;
  #keeper: Keeper | null = null;

  protected begin(): void {
    void this.#open();
  }

  protected override render(): TemplateResult {
    if (this.hasAttribute("quiet")) return html``;
    return html`${heldView(this.#held, this.#kept, this.texts, {
      send: () => this.#keeper?.wake(),
      wipe: (held) => void this.#keeper?.discard(held.master),
    })}`;
  }

  /** Where nothing is on this device nothing is started. */
  async #open(): Promise<void> {
    const { life } = this;
    const store = await openStore(life);
    if (!store || life.aborted || (await store.shelf.of(this.data.me)).length === 0) return;
    this.#keeper = new Keeper({
      owner: this.data.me, ...store, signal: life,
      changed: (held) => {
        this.#held = held;
        this.requestUpdate();
      },
      wiped: (_, kept) => (this.#kept ||= kept),
    });
    void this.#keeper.run();
  }
}
