// On a device that a group shares: tells the server that somebody touches it, warns, and gives the screen back to nobody
// after two minutes. The server counts for itself: this is so that the screen does not stay behind.

const idleMs = 120_000;
/** From here on it asks whether she is still there: longer than the 20 s of WCAG 2.2.1. */
const warnMs = 95_000;
const sayMs = 5000;
/** How often it asks whether the server still lets her in: a tablet that is lost shows nothing more within two seconds. */
const askMs = 1500;
/** What stays on a device when a person leaves it: marks and notes that wait to be sent, by person, and what is of nobody. */
const stays = /^terugblik\.(outbox\.|talk\.|devices$|keys$)/u;

/** Forgets what this browser keeps of whoever was there, but for what waits to be sent. */
export function forgetPerson(): void {
  for (const key of Object.keys(localStorage)) if (!stays.test(key)) localStorage.removeItem(key);
  sessionStorage.clear();
  indexedDB.deleteDatabase("terugblik-voice");
}

/** Watches a page of somebody on a shared device. */
export function shareTablet(): void {
  new Shared(document.body, document.querySelector<HTMLFormElement>("#tablet-leave")!).begin();
}

class Shared {
  readonly #body: HTMLElement;
  readonly #leave: HTMLFormElement;
  readonly #warning: HTMLElement;
  /** Her other tabs: a touch there counts here. */
  readonly #tabs = new BroadcastChannel("terugblik.tablet");
  #touchedAt = Date.now(); // a device that slept counts too
  #saidAt = this.#touchedAt; // that a page was opened is no touch: the server saw who asked for it
  #asking = false;
  /** Nobody touched it for two minutes, and she films. */
  #waits = false;
  #gone = false;

  constructor(body: HTMLElement, leave: HTMLFormElement) {
    this.#body = body;
    this.#leave = leave;
    this.#warning = document.querySelector<HTMLElement>("#tablet-warning")!;
  }

  begin(): void {
    for (const kind of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(kind, () => this.#touch(), { passive: true, capture: true });
    for (const form of document.forms) form.autocomplete = "off"; // what she types is not offered to the next
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    document.addEventListener("visibilitychange", () => this.#look());
    this.#warning.addEventListener("click", () => this.#look());
    this.#leave.addEventListener("submit", () => this.#forget());
    this.#tabs.addEventListener("message", (event) => (event.data === "left" ? this.#shut() : this.#touched()));
    setInterval(() => this.#look(), 1000);
    setInterval(() => document.visibilityState === "visible" && void this.#ask("GET"), askMs);
  }

  #touch(): void {
    if (this.#waits) return; // whose touch it is nobody knows
    this.#tabs.postMessage("touched");
    this.#touched();
  }

  #touched(): void {
    if (!this.#waits) this.#touchedAt = Date.now(); // the next look hides the warning: not under her finger, for the tap would go through
  }

  #look(): void {
    const idle = Date.now() - this.#touchedAt;
    const filming = this.#films;
    this.#waits ||= filming && idle >= idleMs;
    this.#body.classList.toggle("tablet-waits", this.#waits);
    this.#body.classList.toggle("tablet-away", document.visibilityState === "hidden" && !filming); // a screen that comes on shows nothing first
    if (this.#waits) document.querySelector<HTMLDialogElement>(".throw-dialog[open]")?.close();
    if (filming ? false : this.#waits || idle >= idleMs) return this.#shut();
    this.#warn(idle);
    if (this.#touchedAt <= this.#saidAt || Date.now() - this.#saidAt < sayMs) return;
    this.#saidAt = Date.now();
    void this.#ask("POST");
  }

  get #films(): boolean {
    return this.#body.dataset["page"] === "record" && document.querySelector("[data-filming]") !== null;
  }

  #warn(idle: number): void {
    this.#warning.hidden = idle < warnMs || this.#waits;
    if (this.#warning.hidden) return;
    const left = this.#warning.querySelector("[data-left]")!;
    left.textContent = String(Math.ceil((idleMs - idle) / 1000));
  }

  /** GET asks whether she is still in, POST says that she touches the device. No answer is no reason: there may be no network. */
  async #ask(method: "GET" | "POST"): Promise<void> {
    if (this.#asking && method === "GET") return;
    this.#asking = true;
    const state = await fetch("/tablet/touch", { method }).then((answer) => answer.text(), () => "");
    this.#asking = false;
    if (state !== "locked" && state !== "none") return;
    this.#waits = this.#films;
    if (!this.#waits) this.#shut();
    else if (state === "none") document.querySelector<HTMLElement>(".recorder-stop")?.click(); // the device is lost
  }

  /** Shows nothing more at once, and leaves. Without network the server finds the end by itself. */
  #shut(): void {
    if (this.#gone) return;
    this.#body.classList.add("tablet-away");
    this.#forget();
    this.#leave.submit();
  }

  #forget(): void {
    if (!this.#gone) this.#tabs.postMessage("left");
    this.#gone = true;
    forgetPerson();
  }
}
