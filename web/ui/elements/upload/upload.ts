// <tb-upload>: sends a film from the phone's own camera app, piece by piece, and goes on where it was cut off. data: Sending.
import { type TemplateResult, html, nothing } from "lit";
import { TbElement } from "../../lib/element.ts";
import { icon } from "../../lib/icon.ts";
import { placed } from "../../lib/placed.ts";
import { stayAwake } from "../recorder/awake.ts";
import { isFilm, percent, remember, same, size } from "./file.ts";
import { type Begun, Sender } from "./sender.ts";

/** What the page knows: the recording, what of a film is on the server already, and why an earlier one was refused. */
export interface Sending {
  readonly recording_id: string;
  readonly cycle_id: string;
  readonly coach: string;
  readonly begun: Begun | null;
  readonly reason: string;
  readonly largest: number;
}

type Phase = "choose" | "other" | "sending" | "paused" | "waiting" | "sent";

export class TbUpload extends TbElement<Sending> {
  #phase: Phase = "choose";
  #file: File | null = null;
  #begun: Begun | null = null;
  #sender: Sender | null = null;
  #safe = 0;
  #sent = 0;
  #wrong = "";
  #awake = new AbortController();

  protected begin(): void {
    this.#begun = this.data.begun;
    this.#safe = this.#begun?.received ?? 0;
    this.life.addEventListener("abort", () => this.#stop(), { once: true });
    window.addEventListener("beforeunload", (event) => {
      if (this.#phase === "sending" || this.#phase === "waiting") event.preventDefault();
    }, { signal: this.life });
    window.addEventListener("online", () => this.#phase === "waiting" && this.#sender?.start(), { signal: this.life });
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    return html`<div class="upload stack" data-phase=${this.#phase}>
      ${this.#wrong ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${this.#wrong}</span></p>` : nothing}
      ${this.#phase === "choose" ? this.#choose() : this.#phase === "other" ? this.#other() : this.#bar()}
      <ul class="upload-facts">
        <li>${icon("lock")}<span>${texts.t("upload.yours", { Name: this.data.coach || texts.t("upload.coach") })}</span></li>
        <li>${icon("smartphone")}<span>${texts.t("upload.stays")}</span></li>
      </ul>
    </div>`;
  }

  #choose(): TemplateResult {
    const { texts } = this;
    const begun = this.#begun;
    return html`
      ${!this.#wrong && this.data.reason && !begun ? html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${texts.t(`upload.failed_${this.data.reason}`)}</span></p>` : nothing}
      ${begun ? html`<p class="notice" role="status">${icon("server")}<span>${texts.t("upload.begun", { File: begun.name || texts.t("upload.a_film"), Percent: percent(this.#safe, begun.size) })}</span></p>` : nothing}
      <p>${texts.t(begun ? "upload.go_on_why" : "upload.why")}</p>
      <label class="button button-primary upload-pick">${icon("video")}<span>${texts.t(begun ? "upload.go_on" : this.data.reason ? "upload.another" : "upload.choose")}</span>
        <input type="file" class="visually-hidden" accept="video/*,.mp4,.mov,.m4v,.3gp,.mkv,.webm,.avi,.mts,.m2ts,.ts" @change=${(event: Event) => void this.#picked(event)}></label>
      ${begun ? html`<p><button type="button" class="button button-quiet" @click=${() => void this.#throwAway()}>${icon("trash")}${texts.t("upload.throw_away")}</button></p>` : nothing}
      <p class="hint">${texts.t("upload.kinds", { Size: size(this.data.largest, texts.language) })}</p>`;
  }

  #other(): TemplateResult {
    const { texts } = this;
    return html`<p class="notice notice-warm" role="alert">${icon("triangleAlert")}<span>${texts.t("upload.other", { File: this.#begun?.name ?? "", Chosen: this.#file?.name ?? "" })}</span></p>
      <button type="button" class="button button-primary" @click=${() => void this.#anew()}>${texts.t("upload.other_send")}</button>
      <button type="button" class="button" @click=${() => this.#set(() => (this.#phase = "choose"))}>${texts.t("upload.other_back")}</button>`;
  }

  #bar(): TemplateResult {
    const { texts } = this;
    const total = this.#file?.size ?? 1;
    const done = percent(this.#sent, total);
    const paused = this.#phase === "paused";
    return html`<div class="card stack">
      <p class="upload-file">${this.#file?.name}</p>
      <p role="status" aria-live="polite">${texts.t(`upload.${this.#phase}`, { Percent: done })}</p>
      <div class="progress" role="progressbar" aria-label=${texts.t("upload.label")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${done}>
        <div class="progress-bar" ${placed({ width: `${done}%` })}></div></div>
      <p class="small muted">${texts.t("upload.safe", { Percent: percent(this.#safe, total) })}</p>
      ${this.#phase === "sent" ? nothing : html`<div class="row">
        <button type="button" class="button" @click=${() => (paused ? this.#send() : this.#pause())}>${icon(paused ? "play" : "pause")}${texts.t(paused ? "upload.resume" : "upload.pause")}</button>
        <button type="button" class="button button-quiet" @click=${() => void this.#throwAway()}>${icon("trash")}${texts.t("upload.throw_away")}</button></div>
      <p class="hint">${texts.t("upload.stay")}</p>`}
    </div>`;
  }

  async #picked(event: Event): Promise<void> {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0] ?? null;
    input.value = "";
    if (!file) return;
    this.#file = file;
    this.#wrong = "";
    if (file.size > this.data.largest) this.#wrong = this.texts.t("upload.too_large", { Size: size(this.data.largest, this.texts.language) });
    else if (!(await isFilm(file))) this.#wrong = this.texts.t("upload.failed_not_a_film");
    if (this.#wrong) return this.#set(() => (this.#phase = "choose"));
    if (this.#begun && !same(this.#begun, file)) return this.#set(() => (this.#phase = "other"));
    this.#send();
  }

  #send(): void {
    const file = this.#file;
    if (!file) return;
    this.#set(() => (this.#phase = "sending"));
    this.#awake.abort();
    this.#awake = new AbortController();
    stayAwake(() => undefined, this.#awake.signal);
    this.#sender ??= new Sender({
      file, recordingId: this.data.recording_id, begun: this.#begun,
      began: (id) => remember(id, file),
      told: (safe, sent) => this.#set(() => { [this.#safe, this.#sent, this.#phase] = [safe, sent, this.#phase === "waiting" ? "sending" : this.#phase]; }),
      waiting: () => this.#set(() => { if (this.#phase === "sending") this.#phase = "waiting"; }),
      refused: (detail) => this.#refused(detail),
      done: () => this.#done(),
    });
    this.#sender.start();
  }

  #pause(): void {
    void this.#sender?.pause();
    this.#awake.abort();
    this.#set(() => { [this.#phase, this.#sent] = ["paused", this.#safe]; });
  }

  #refused(detail: string): void {
    this.#stop();
    this.#begun = null;
    this.#set(() => { [this.#phase, this.#wrong] = ["choose", detail || this.texts.t("upload.not_now")]; });
  }

  #done(): void {
    this.#stop();
    this.#set(() => { [this.#phase, this.#safe, this.#sent] = ["sent", this.#file?.size ?? 0, this.#file?.size ?? 0]; });
    location.assign(`/recordings/${this.data.recording_id}`);
  }

  /** Throws away what is on the server, and sends the other file. */
  async #anew(): Promise<void> {
    if (await this.#forget()) this.#send();
  }

  async #throwAway(): Promise<void> {
    await this.#sender?.pause();
    if (await this.#forget()) this.#set(() => { [this.#phase, this.#file, this.#safe, this.#sent] = ["choose", null, 0, 0]; });
  }

  async #forget(): Promise<boolean> {
    const id = this.#sender?.id || this.#begun?.id;
    this.#stop();
    if (id) {
      const answer = await fetch(`/api/v1/uploads/${id}`, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => null);
      if (!answer || (!answer.ok && answer.status !== 404)) {
        this.#set(() => { [this.#phase, this.#wrong] = ["choose", this.texts.t("upload.not_thrown_away")]; });
        return false;
      }
    }
    this.#begun = null;
    return true;
  }

  #stop(): void {
    void this.#sender?.pause();
    this.#sender = null;
    this.#awake.abort();
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
