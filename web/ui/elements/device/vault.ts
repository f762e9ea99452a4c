// The vault: film on this device, written and read by a worker.
import type { Answered, Asked } from "./vault-worker.ts";

export class Vault {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #n = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => this.#answered(data));
    worker.addEventListener("error", () => this.#broke());
  }

  /** Rejects where the browser has no workers that are modules. */
  static async open(signal: AbortSignal): Promise<Vault> {
    const { address } = await import("./vault-worker.ts");
    const worker = new Worker(address, { type: "module" });
    signal.addEventListener("abort", () => worker.terminate(), { once: true });
    return new Vault(worker);
  }

  /** Resolves with the size in bytes when the piece is on the disk; rejects with QuotaExceededError when the device is full. */
  append(id: string, piece: Blob): Promise<number> {
    return this.#ask({ what: "append", id, piece });
  }

  read(id: string, from: number, to: number): Promise<ArrayBuffer> {
    return this.#ask({ what: "read", id, from, to });
  }

  size(id: string): Promise<number> {
    return this.#ask({ what: "size", id });
  }

  /** SHA-256 in hexadecimals. */
  hash(id: string): Promise<string> {
    return this.#ask({ what: "hash", id });
  }

  /** Ends the writing, so that another tab can read. */
  close(id: string): Promise<void> {
    return this.#ask({ what: "close", id });
  }

  remove(id: string): Promise<void> {
    return this.#ask({ what: "remove", id });
  }

  #ask<T>(asked: Asked): Promise<T> {
    const n = ++this.#n;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(n, { resolve, reject });
      this.#worker.postMessage({ n, asked });
    });
  }

  #answered(answer: Answered): void {
    const asked = this.#waiting.get(answer.n);
    this.#waiting.delete(answer.n);
    if ("error" in answer) asked?.reject(new DOMException(answer.detail, answer.error));
    else asked?.resolve(answer.value as never);
  }

  #broke(): void {
    for (const { reject } of this.#waiting.values()) reject(new DOMException("the worker of the vault broke", "AbortError"));
    this.#waiting.clear();
  }
}
