// <tb-voice>: says a question aloud, hears it again, throws it away; sent with the form that it stands in. data: VoiceData.
import { type TemplateResult, html } from "lit";
import { Problem } from "../../lib/api.ts";
import { TbElement } from "../../lib/element.ts";
import { icon } from "../../lib/icon.ts";
import { Kept } from "./kept.ts";
import { Speech, canSpeak } from "./speech.ts";

interface VoiceData {
  readonly me: string;
  readonly longest_ms: number;
  /** That came with a form which was refused: it lies on the server and goes with the next. */
  readonly note?: { readonly id: string; readonly ms: number; readonly src: string };
}

type State = "idle" | "speaking" | "spoken" | "sending";

export class TbVoice extends TbElement<VoiceData> {
  #state: State = "idle";
  #speech: Speech | null = null;
  /** Resolves when what she is saying has been kept. */
  #spoken: Promise<void> = Promise.resolve();
  #sound: Blob | null = null;
  #ms = 0;
  #address = "";
  /** It is on this device: without a place for it, a note lasts as long as the page. */
  #held = false;
  #wrong = "";
  #kept: Promise<Kept> | null = null;
  /** Of the note on the server, once it is there. */
  #sent = "";

  protected begin(): void {
    this.#kept = Kept.open(this.data.me, location.pathname);
    this.life.addEventListener("abort", () => {
      this.#speech?.release();
      void this.#kept?.then((kept) => kept.close());
    });
    if (this.data.note) this.#goOnWith(this.data.note);
    else void this.#find();
    this.closest("form")?.addEventListener("submit", (event) => this.#submit(event), { signal: this.life });
  }

  #goOnWith(note: NonNullable<VoiceData["note"]>): void {
    this.#sent = note.id;
    this.#ms = note.ms;
    this.#address = note.src;
    this.#to("spoken");
  }

  async #find(): Promise<void> {
    const note = await (await this.#kept)?.find();
    if (note && this.#state === "idle") this.#show(note.sound, note.ms, true);
  }

  #show(sound: Blob, ms: number, held: boolean): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#sound = sound;
    this.#ms = ms;
    this.#held = held;
    this.#address = URL.createObjectURL(sound);
    this.#to("spoken");
  }

  async #speak(): Promise<void> {
    this.#wrong = "";
    try {
      this.#speech = await Speech.begin(this.data.longest_ms);
    } catch {
      this.#wrong = this.texts.t("voice.no_microphone");
      this.requestUpdate();
      return;
    }
    this.#to("speaking");
    const ticking = setInterval(() => this.requestUpdate(), 500);
    const { sound, ms } = await this.#speech.over;
    clearInterval(ticking);
    this.#speech = null;
    if (sound.size === 0) return this.#to("idle");
    this.#sent = "";
    this.#show(sound, ms, false);
    this.#held = (await (await this.#kept)?.keep(sound, ms)) ?? false;
    this.requestUpdate();
  }

  async #drop(): Promise<void> {
    this.#sound = null;
    this.#wrong = "";
    this.#to("idle");
    await (await this.#kept)?.drop();
    if (this.#sent) void fetch(`/api/v1/voice-notes/${this.#sent}`, { method: "DELETE" }).catch(() => undefined);
    this.#sent = "";
  }

  /** Sends what she said first; then the form goes with its id. A note that cannot be sent stays, and so does the form. */
  #submit(event: SubmitEvent): void {
    if (!this.#speech && (!this.#sound || this.#sent)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    if (this.#speech) {
      // She is still speaking: what she says goes too.
      this.#speech.stop();
      void this.#spoken.then(() => form.requestSubmit(submitter));
    } else if (this.#state !== "sending") void this.#send(form, submitter);
  }

  async #send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    this.#wrong = "";
    this.#to("sending");
    try {
      this.#sent = await sendSound(this.#sound as Blob);
    } catch (error) {
      this.#wrong = error instanceof Problem && error.status !== 0 ? error.message : this.texts.t("voice.offline");
      return this.#to("spoken");
    }
    await (await this.#kept)?.drop();
    await this.updateComplete;
    this.#to("spoken");
    await this.updateComplete;
    form.requestSubmit(submitter);
  }

  #to(state: State): void {
    this.#state = state;
    const text = this.closest("form")?.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    if (text) text.required = state === "idle"; // who speaks need not write
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    if (!canSpeak()) return html``;
    return html`<div class="voice">
      <p class="voice-title">${texts.t("voice.title")} <span class="hint">${texts.t("common.optional")}</span></p>
      ${this.#body()}
      ${this.#wrong ? html`<p class="error" role="alert">${this.#wrong}</p>` : ""}
      <input type="hidden" name="voice_note_id" .value=${this.#sent}>
    </div>`;
  }

  #said(): string {
    if (this.#state === "sending") return this.texts.t("voice.sending");
    return this.texts.t(this.#sent || !this.#held ? "voice.ready" : "voice.kept", { Length: clock(this.#ms) });
  }

  #body(): TemplateResult {
    const { texts } = this;
    if (this.#state === "speaking") {
      return html`<div class="row"><button type="button" class="button button-danger" @click=${() => this.#speech?.stop()}>${texts.t("voice.stop")}</button>
        <span class="voice-clock" role="timer">${clock(this.#speech?.ms ?? 0)} / ${clock(this.data.longest_ms)}</span></div>
        <p class="hint" role="status">${texts.t("voice.speaking")}</p>`;
    }
    if (this.#state === "idle") {
      return html`<div class="row"><button type="button" class="button" @click=${() => void (this.#spoken = this.#speak())}>${icon("mic")}${texts.t("voice.speak")}</button></div>
        <p class="hint">${texts.t("voice.hint")}</p>`;
    }
    return html`<audio controls controlslist="nodownload" src=${this.#address} aria-label=${texts.t("voice.note")}></audio>
      <p class="hint" role="status">${this.#said()}</p>
      <div class="row"><button type="button" class="button button-quiet" ?disabled=${this.#state === "sending"} @click=${() => void this.#drop()}>${icon("trash")}${texts.t("voice.drop")}</button></div>`;
  }
}

async function sendSound(sound: Blob): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch("/api/v1/voice-notes", { method: "POST", body: sound, headers: { "Content-Type": sound.type || "application/octet-stream" }, credentials: "same-origin" });
  } catch {
    throw new Problem(0, "offline", "");
  }
  const body = (await answer.json().catch(() => ({}))) as { id?: string; detail?: string; errors?: { detail: string }[] };
  if (!answer.ok || !body.id) throw new Problem(answer.status, "", body.errors?.[0]?.detail ?? body.detail ?? "");
  return body.id;
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
