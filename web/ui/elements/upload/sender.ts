// Keeps one film going to the server by tus: it goes on by itself after a lost network, and asks the server what is safe.
import { type DetailedError, Upload } from "tus-js-client";
import { retry } from "./file.ts";

/** What the server has of an upload. */
export interface Begun {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
}

export interface SenderNeeds {
  readonly file: File;
  readonly recordingId: string;
  readonly begun: Begun | null;
  readonly began: (id: string) => void;
  /** Bytes that are on the server's disk, and bytes that have left. */
  readonly told: (safe: number, sent: number) => void;
  readonly waiting: () => void;
  readonly refused: (detail: string) => void;
  readonly done: () => void;
}

/** After each piece the server answers when it is on its disk. */
const pieceBytes = 8 * 1024 * 1024;
const longestWaitMs = 8000;
/** How often a refusal that may pass is tried again before it is said. */
const patience = 20;

export class Sender {
  readonly #needs: SenderNeeds;
  readonly #upload: Upload;
  #safe: number;
  #wait = 1000;
  #timer = 0;
  #going = false;
  #refusals = 0;

  constructor(needs: SenderNeeds) {
    this.#needs = needs;
    this.#safe = needs.begun?.received ?? 0;
    this.#upload = new Upload(needs.file, {
      endpoint: "/api/v1/uploads",
      uploadUrl: needs.begun ? `/api/v1/uploads/${needs.begun.id}` : null,
      metadata: { recording_id: needs.recordingId, filename: needs.file.name },
      headers: { "Accept-Language": document.documentElement.lang },
      chunkSize: pieceBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => needs.began(this.id),
      onProgress: (sent) => this.#going && needs.told(this.#safe, sent),
      onChunkComplete: (_, accepted) => this.#accepted(accepted),
      onSuccess: () => needs.done(),
      onError: (error) => this.#failed(error as DetailedError),
    });
  }

  /** The upload on the server; "" before it has begun. */
  get id(): string {
    return this.#upload.url?.split("/").pop() ?? "";
  }

  /** Begins, or goes on. */
  start(): void {
    window.clearTimeout(this.#timer);
    this.#going = true;
    this.#upload.start();
  }

  async pause(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#going = false;
    await this.#upload.abort().catch(() => undefined);
  }

  #accepted(bytes: number): void {
    this.#safe = bytes;
    this.#wait = 1000;
    this.#refusals = 0;
    this.#needs.told(this.#safe, Math.max(bytes, this.#safe));
  }

  #failed(error: DetailedError): void {
    if (!this.#going) return;
    const status = error.originalResponse?.getStatus() ?? 0;
    const { code, detail } = said(error.originalResponse?.getBody() ?? "");
    if (status > 0 && status < 500) this.#refusals++;
    if (!retry(status, code) || this.#refusals > patience) {
      this.#going = false;
      return this.#needs.refused(detail);
    }
    this.#needs.waiting();
    this.#timer = window.setTimeout(() => this.start(), this.#wait);
    this.#wait = Math.min(2 * this.#wait, longestWaitMs);
  }
}

function said(body: string): { code: string; detail: string } {
  try {
    const { code = "", detail = "" } = JSON.parse(body) as { code?: string; detail?: string };
    return { code, detail };
  } catch {
    return { code: "", detail: "" };
  }
}
