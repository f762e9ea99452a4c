// <tb-cameras>: the further cameras of a recording that is about to be made or is being made, for its owner. data: {recording_id, filming}.
import { type TemplateResult, html, nothing } from "lit";
import { Problem, call } from "../../lib/api.ts";
import { TbElement } from "../../lib/element.ts";
import { icon } from "../../lib/icon.ts";
import type { Angle } from "../player/step.ts";

export interface CamerasData {
  readonly recording_id: string;
  /** It is being filmed: the picture has the room, and cameras were invited before. */
  readonly filming: boolean;
}

interface JoinCode {
  readonly code: string;
  readonly url: string;
  readonly qr: { readonly path: string; readonly size: number };
}

const askMs = 3000;

export class TbCameras extends TbElement<CamerasData> {
  #list: readonly Angle[] = [];
  #code: (JoinCode & { readonly number: number }) | null = null;
  #problem = "";
  #busy = false;

  protected begin(): void {
    void this.#load();
    const timer = window.setInterval(() => void this.#load(), askMs);
    this.life.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    const live = this.#list.filter(({ source }) => source === "live");
    return html`<ul class="cameras">${live.map((angle) => html`<li>${icon("smartphone")}<span>${angle.name}: ${texts.t(stateWord(angle))}</span>
        ${angle.joined ? html`<button type="button" class="button button-small" @click=${() => void this.#do("POST", `/${angle.number}/put-out`)}>${texts.t("recorder.camera_put_out")}</button>`
          : html`<button type="button" class="button button-small" @click=${() => void this.#invite(angle)}>${texts.t("recorder.camera_code")}</button>`}</li>`)}</ul>
      ${this.data.filming ? nothing : html`<button type="button" class="button button-small cameras-add" ?disabled=${this.#busy} @click=${() => void this.#add()}>${icon("smartphone")}${texts.t(live.length ? "recorder.camera_another" : "recorder.camera_add")}</button>`}
      ${this.#problem ? html`<p class="recorder-problem" role="alert">${this.#problem}</p>` : nothing}
      <dialog class="dialog cameras-dialog" aria-labelledby="cameras-title"><form method="dialog" class="stack">
        <h2 id="cameras-title">${texts.t("recorder.camera_title")}</h2>
        ${this.#code ? this.#invitation(this.#code) : nothing}
        <div class="dialog-actions"><button class="button">${texts.t("common.close")}</button></div></form></dialog>`;
  }

  #invitation({ code, url, qr, number }: JoinCode & { readonly number: number }): TemplateResult {
    const { texts } = this;
    const joined = this.#list.find((angle) => angle.number === number)?.joined;
    if (joined) return html`<p class="notice notice-ok" role="status">${icon("circleCheck")}<span>${texts.t("recorder.camera_joined")}</span></p>`;
    return html`<p>${texts.t("recorder.camera_how", { Address: url.replace(/^https?:\/\//, "") })}</p>
      <p class="cameras-code" aria-label=${code.split("").join(" ")}>${code.slice(0, 3)} ${code.slice(3)}</p>
      <svg class="cameras-qr" role="img" aria-label=${texts.t("recorder.camera_qr")} viewBox="0 0 ${qr.size} ${qr.size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${qr.size}v${qr.size}H0z"></path><path fill="#000" d=${qr.path}></path></svg>
      <p class="hint">${texts.t("recorder.camera_once")}</p>`;
  }

  async #add(): Promise<void> {
    const free = this.#list.find(({ source, joined, state }) => source === "live" && !joined && state === "planned");
    const angle = free ?? (await this.#do<Angle>("POST", "", { source: "live" }));
    if (angle) await this.#invite(angle);
  }

  async #invite(angle: Angle): Promise<void> {
    const code = await this.#do<JoinCode>("POST", `/${angle.number}/code`);
    if (!code) return;
    this.#code = { ...code, number: angle.number };
    this.requestUpdate();
    await this.updateComplete;
    const dialog = this.querySelector<HTMLDialogElement>(".cameras-dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  async #do<T>(method: string, path: string, body?: unknown): Promise<T | null> {
    this.#busy = true;
    try {
      const answer = await call<T>(method, `/recordings/${this.data.recording_id}/angles${path}`, { signal: this.life, ...(body === undefined ? {} : { body }) });
      this.#problem = "";
      return answer;
    } catch (error) {
      if (!this.life.aborted) this.#problem = error instanceof Problem && error.message ? error.message : this.texts.t("recorder.no_server");
      return null;
    } finally {
      this.#busy = false;
      void this.#load();
    }
  }

  async #load(): Promise<void> {
    const found = await call<{ items: readonly Angle[] }>("GET", `/recordings/${this.data.recording_id}/angles`, { signal: this.life }).catch(() => null);
    if (!found) return this.requestUpdate();
    this.#list = found.items;
    this.requestUpdate();
  }
}

/** How a further camera stands, in words. */
function stateWord({ state, joined }: Pick<Angle, "state" | "joined">): string {
  if (state === "recording") return "recorder.camera_films";
  if (joined) return "recorder.camera_ready";
  return state === "planned" ? "recorder.camera_waits" : "recorder.camera_done";
}
