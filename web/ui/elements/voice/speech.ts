// One recording of what she says: microphone, MediaRecorder, and an end after the longest time.

export interface Spoken {
  readonly sound: Blob;
  readonly ms: number;
}

/** Kinds that browsers write, the first that this one can. Safari writes MP4, the others WebM. */
const kinds = ["audio/webm;codecs=opus", "audio/mp4", "audio/webm"];

export class Speech {
  readonly #recorder: MediaRecorder;
  readonly #stream: MediaStream;
  readonly #begun = performance.now();
  /** Resolves when it is over: stopped by her, or by the longest time. */
  readonly over: Promise<Spoken>;

  private constructor(stream: MediaStream, longestMs: number) {
    this.#stream = stream;
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    this.#recorder = new MediaRecorder(stream, { audioBitsPerSecond: 48_000, ...(mimeType ? { mimeType } : {}) });
    const parts: Blob[] = [];
    this.#recorder.addEventListener("dataavailable", (event) => event.data.size > 0 && parts.push(event.data));
    this.over = new Promise((resolve) => {
      this.#recorder.addEventListener("stop", () => {
        this.release();
        resolve({ sound: new Blob(parts, { type: this.#recorder.mimeType.split(";")[0] ?? "" }), ms: this.ms });
      });
    });
    this.#recorder.start();
    setTimeout(() => this.stop(), longestMs);
  }

  static async begin(longestMs: number): Promise<Speech> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    return new Speech(stream, longestMs);
  }

  /** How long she has spoken, ms. */
  get ms(): number {
    return Math.round(performance.now() - this.#begun);
  }

  stop(): void {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
  }

  /** Lets go of the microphone. */
  release(): void {
    for (const track of this.#stream.getTracks()) track.stop();
  }
}

export function canSpeak(): boolean {
  return "MediaRecorder" in window && navigator.mediaDevices !== undefined;
}
