// Whom she lets watch live, and who watches now: an element of its own inside the recorder, before and while she films.
import { LitElement, type TemplateResult, html, nothing } from "lit";
import { call } from "../../lib/api.ts";
import { icon } from "../../lib/icon.ts";
import type { Texts } from "../../lib/texts.ts";
import type { Film, LiveInvitation, Person, Recording } from "../../lib/things.ts";

/** What the recorder hears and hands on. */
export interface Watchers {
  readonly letIn: readonly LiveInvitation[];
  readonly people: readonly Person[];
}

interface Around {
  readonly film: Film;
  readonly watchers: Watchers;
  readonly phase: string;
}

/** Where she has no coach there is nobody to let in. */
export function watched({ film, watchers, phase }: Around, texts: Texts): TemplateResult | typeof nothing {
  if (!film.coach) return nothing;
  return html`<tb-watched .film=${film} .texts=${texts} .watchers=${watchers} .filming=${phase !== "ready"}></tb-watched>`;
}

export class TbWatched extends LitElement {
  static override properties = { film: { attribute: false }, texts: { attribute: false }, watchers: { attribute: false }, filming: { attribute: false } };
  declare film: Film;
  declare texts: Texts;
  declare watchers: Watchers;
  declare filming: boolean;
  #busy = false;
  #failed = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { texts, watchers: { letIn, people } } = this;
    const invited = letIn.length > 0;
    return html`<div class="watched" ?data-filming=${this.filming}>
      <button type="button" class="watched-switch" role="switch" aria-checked=${invited} ?disabled=${this.#busy} @click=${() => void this.#choose(!invited)}>
        <span class="watched-track"><span class="watched-thumb"></span></span><span>${texts.t("recorder.let_watch", { Name: this.film.coach })}</span></button>
      <p class="watched-who" role="status" ?data-watching=${people.length > 0}>${this.#failed ? texts.t("recorder.watch_failed") : this.#who(invited, people)}</p></div>`;
  }

  #who(invited: boolean, people: readonly Person[]): TemplateResult | string {
    const { texts } = this;
    if (!people.length) return invited ? texts.t("recorder.nobody_watches") : this.filming ? "" : texts.t("recorder.let_watch_why");
    const names = new Intl.ListFormat(document.documentElement.lang || "nl").format(people.map(({ given }) => given));
    return html`${icon("eye")}<strong>${texts.n("recorder.watches", people.length, { Names: names })}</strong>`;
  }

  async #choose(invite: boolean): Promise<void> {
    this.#set(() => (this.#busy = true));
    try {
      const { live_invitations } = await call<Recording>(invite ? "PUT" : "DELETE", `/recordings/${this.film.recording.id}/live-invitation`);
      this.#set(() => ((this.watchers = { letIn: live_invitations, people: this.watchers.people }), (this.#failed = false)));
    } catch {
      this.#set(() => (this.#failed = true));
    } finally {
      this.#set(() => (this.#busy = false));
    }
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
