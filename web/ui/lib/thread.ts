// <tb-thread>: the talk under one mark. What is typed stays on this device until the server has it.
import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { Problem, all, call } from "./api.ts";
import { icon } from "./icon.ts";
import { newId } from "./id.ts";
import type { Texts } from "./texts.ts";
import type { Reply } from "./things.ts";

interface Unsent {
  readonly id: string;
  readonly text: string;
}

export class TbThread extends LitElement {
  static override properties = { annotation: {}, me: {}, texts: {}, replies: { state: true }, problem: { state: true }, busy: { state: true } };
  declare annotation: string;
  declare me: string;
  declare texts: Texts;
  declare replies: readonly Reply[];
  declare problem: string;
  declare busy: boolean;

  constructor() {
    super();
    this.replies = [];
    this.problem = "";
    this.busy = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("annotation")) return;
    this.replies = [];
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    return html`<div class="stack">
      ${this.replies.length === 0 ? nothing : html`<ol class="thread">${this.replies.map((reply) => html`<li class="reply ${reply.author.id === this.me ? "reply-mine" : ""}">
        <span class="small muted">${reply.author.id === this.me ? texts.t("common.you") : reply.author.given}</span><br>${reply.text}</li>`)}</ol>`}
      <form class="field" @submit=${this.#submit}>
        <label for="reply-${this.annotation}">${texts.t("common.your_answer")}</label>
        <textarea id="reply-${this.annotation}" rows="2" maxlength="4000" .value=${this.#draft.text} @input=${this.#type}></textarea>
        <span class="hint">${texts.t("common.no_names")}</span>
        ${this.problem ? html`<span class="error" role="alert">${this.problem}</span>` : nothing}
        <button class="button button-small" ?disabled=${this.busy}>${icon("send")}${texts.t("common.answer")}</button>
      </form>
    </div>`;
  }

  async #load(): Promise<void> {
    const of = this.annotation;
    try {
      const { items } = await all<Reply>(`/annotations/${of}/replies`);
      if (of === this.annotation) this.replies = items;
    } catch (error) {
      this.problem = error instanceof Problem && error.message ? error.message : this.texts.t("common.not_loaded");
    }
  }

  get #shelf(): string {
    return `terugblik.reply.${this.me}.${this.annotation}`;
  }

  get #draft(): Unsent {
    return JSON.parse(localStorage.getItem(this.#shelf) ?? "null") ?? { id: newId(), text: "" };
  }

  #type = (event: Event): void => {
    localStorage.setItem(this.#shelf, JSON.stringify({ ...this.#draft, text: (event.target as HTMLTextAreaElement).value }));
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const draft = this.#draft;
    if (!draft.text.trim()) return;
    this.busy = true;
    try {
      const reply = await call<Reply>("POST", `/annotations/${this.annotation}/replies`, { body: { id: draft.id, text: draft.text.trim() } });
      localStorage.removeItem(this.#shelf);
      this.replies = [...this.replies.filter((one) => one.id !== reply.id), reply];
      this.problem = "";
    } catch (error) {
      this.problem = error instanceof Problem && !error.passing && error.message ? error.message : this.texts.t("common.not_sent");
    } finally {
      this.busy = false;
      await this.updateComplete;
      if (document.activeElement === document.body) this.querySelector("button")?.focus(); // it was switched off under her hands
    }
  };
}

export function defineThread(): void {
  if (!customElements.get("tb-thread")) customElements.define("tb-thread", TbThread);
}
