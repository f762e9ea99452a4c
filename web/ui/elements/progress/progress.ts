// <tb-progress>: how far a film is on its way to being watchable; then the film itself, without a reload. data: Film.
import { type TemplateResult, html } from "lit";
import { call } from "../../lib/api.ts";
import { TbElement } from "../../lib/element.ts";
import { listen } from "../../lib/events.ts";
import { icon } from "../../lib/icon.ts";
import { placed } from "../../lib/placed.ts";
import type { Film, Recording } from "../../lib/things.ts";
import { percentOf } from "./percent.ts";

/** Reasons of a failure that have a sentence of their own. */
const reasons: Readonly<Record<string, string>> = { no_media: "progress.no_media", disk_full: "progress.disk_full", unreadable: "progress.unreadable", files_missing: "progress.files_missing" };

/** Reasons why a film that came as a file was refused: another can be chosen. */
const refused = ["not_a_film", "damaged", "no_media", "too_long", "too_large", "unsupported", "took_too_long"];

export class TbProgress extends TbElement<Film> {
  #recording!: Recording;
  #gone = false;

  protected begin(): void {
    this.#recording = this.data.recording;
    listen({
      url: `/api/v1/recordings/${this.#recording.id}/events`,
      signal: this.life,
      bye: () => this.#set(() => (this.#gone = true)),
      line: (up) => up && void this.#ask(),
      on: { recording: (data) => data && this.#set(() => (this.#recording = data as Recording)) },
    });
  }

  /** What happened while the line was down. */
  async #ask(): Promise<void> {
    const now = await call<Recording>("GET", `/recordings/${this.#recording.id}`, { signal: this.life }).catch(() => null);
    if (now) this.#set(() => (this.#recording = now));
  }

  protected override render(): TemplateResult {
    const { state, reason } = this.#recording;
    const { texts } = this;
    if (this.#gone) return html`<p class="notice" role="status">${icon("lock")}<span>${texts.t("player.gone")}</span></p>`;
    if (state === "ready") return this.#film();
    if (state === "failed" && refused.includes(reason ?? "") && reason !== "no_media") return this.#refused(reason ?? "");
    if (state === "failed") return html`<p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${texts.t(reasons[reason ?? ""] ?? "progress.failed")}</span></p>`;
    if (state === "recording" || state === "planned") return html`<p class="notice" role="status">${icon("video")}<span>${texts.t("progress.still_recording")}</span></p>`;
    return this.#bar();
  }

  #refused(reason: string): TemplateResult {
    const { texts } = this;
    return html`<div class="stack"><p class="notice notice-danger" role="alert">${icon("triangleAlert")}<span>${texts.t(`upload.failed_${reason}`)}</span></p>
      ${this.data.mode === "owner" ? html`<p><a class="button button-primary" href="/recordings/${this.#recording.id}/upload">${icon("smartphone")}${texts.t("upload.another")}</a></p>` : ""}</div>`;
  }

  #bar(): TemplateResult {
    const { texts } = this;
    const percent = percentOf(this.#recording);
    return html`<div class="card stack">
      <p role="status" aria-live="polite">${percent === null ? texts.t("progress.waiting") : texts.t("progress.at", { Percent: percent })}</p>
      <div class="progress" role="progressbar" aria-label=${texts.t("progress.label")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent ?? 0}>
        <div class="progress-bar" ${placed({ width: `${percent ?? 0}%` })}></div></div>
      <p class="small muted">${texts.t("progress.leave")}</p>
    </div>`;
  }

  #film(): TemplateResult {
    const { texts } = this;
    return html`<div class="stack"><p class="notice notice-ok" role="status">${icon("circleCheck")}<span>${texts.t("progress.ready")}</span></p>
      <tb-player .data=${{ recording: this.#recording }} .texts=${texts}></tb-player>
      <p><a class="button button-primary" href="/recordings/${this.#recording.id}">${texts.t("progress.to_marks")}</a></p></div>`;
  }

  #set(change: () => void): void {
    change();
    this.requestUpdate();
  }
}
