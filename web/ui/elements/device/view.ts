// What is still on this device, in words, with how far it is.
import { type TemplateResult, html, nothing } from "lit";
import { icon } from "../../lib/icon.ts";
import { placed } from "../../lib/placed.ts";
import type { Texts } from "../../lib/texts.ts";
import { short } from "../../lib/timebase.ts";
import { percent } from "../upload/file.ts";
import type { Held } from "./keeper.ts";
import type { Standing } from "./settle.ts";

export interface HeldActions {
  /** Tries now. */
  readonly send: () => void;
  /** Throws one away for good, after she was asked. */
  readonly wipe: (held: Held) => void;
}

/** Where only she can decide. */
const stuck: readonly Standing[] = ["refused", "unknown", "differs", "lost"];
/** What is said of all the rest: the first that one of them is. */
const order: readonly Standing[] = ["login", "sending", "waiting", "elsewhere", "queued", "checking"];

const sayings: Readonly<Record<Standing, string>> = {
  queued: "device.queued", sending: "device.sending", waiting: "device.waiting", login: "device.login", checking: "device.checking", elsewhere: "device.elsewhere",
  refused: "device.refused", unknown: "device.unknown", differs: "device.differs", lost: "device.lost",
};

/** The one state to speak of; null when there is nothing but what is stuck. */
export function overall(held: readonly Held[]): Standing | null {
  return order.find((state) => held.some((one) => one.state === state)) ?? null;
}

export function heldView(held: readonly Held[], complete: boolean, texts: Texts, act: HeldActions): TemplateResult | typeof nothing {
  if (held.length === 0) return complete ? html`<p class="notice device-complete" role="status">${icon("circleCheck")}<span>${texts.t("device.complete")}</span></p>` : nothing;
  const moving = held.filter(({ state }) => !stuck.includes(state));
  return html`${moving.length ? going(moving, texts, act) : nothing}${held.filter(({ state }) => stuck.includes(state)).map((one) => standing(one, texts, act))}`;
}

function going(held: readonly Held[], texts: Texts, act: HeldActions): TemplateResult {
  const state = overall(held) ?? "queued";
  const done = percent(sum(held, ({ sent }) => sent), sum(held, ({ size }) => size));
  return html`<div class="notice device-held" data-state=${state}>${icon("smartphone")}<div class="stack">
    <p><strong>${texts.t("device.here", { Time: short(sum(held, ({ master }) => master.ms)) })}</strong></p>
    <p role="status">${texts.t(sayings[state])}</p>
    ${state === "sending" || state === "waiting" ? html`<div class="device-bar"><div class="progress" role="progressbar" aria-label=${texts.t("device.label")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${done}>
      <div class="progress-bar" ${placed({ width: `${done}%` })}></div></div><span class="small">${done}%</span></div>` : nothing}
    ${state === "waiting" ? html`<p><button type="button" class="button button-small" @click=${act.send}>${icon("refresh")}${texts.t("device.now")}</button></p>` : nothing}
    ${state === "login" ? html`<p><a class="button button-small" href="/">${texts.t("device.log_in")}</a></p>` : html`<p class="small">${texts.t("device.close")}</p>`}
  </div></div>`;
}

function standing(one: Held, texts: Texts, act: HeldActions): TemplateResult {
  const ask = (event: Event): void => (event.currentTarget as HTMLElement).closest(".device-held")?.querySelector("dialog")?.showModal();
  const wipe = (event: Event): void => {
    (event.currentTarget as HTMLElement).closest("dialog")?.close();
    act.wipe(one);
  };
  return html`<div class="notice notice-warm device-held" data-state=${one.state}>${icon("triangleAlert")}<div class="stack">
    <p><strong>${texts.t("device.stuck", { Time: short(one.master.ms), Title: one.master.title })}</strong></p>
    <p>${texts.t(sayings[one.state])}${one.state === "refused" && one.detail ? ` ${one.detail}` : nothing}</p>
    <p><button type="button" class="button button-small" @click=${ask}>${icon("trash")}${texts.t("device.wipe")}</button></p>
    <dialog class="dialog" aria-label=${texts.t("device.wipe_ask")}><form method="dialog">
      <h2>${texts.t("device.wipe_ask")}</h2><p>${texts.t("device.wipe_why")}</p>
      <div class="dialog-actions"><button class="button">${texts.t("device.keep")}</button>
        <button type="button" class="button button-danger" @click=${wipe}>${icon("trash")}${texts.t("device.wipe")}</button></div>
    </form></dialog>
  </div></div>`;
}

function sum(held: readonly Held[], of: (one: Held) => number): number {
  return held.reduce((total, one) => total + of(one), 0);
}
