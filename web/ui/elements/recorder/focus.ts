// Keeps the keyboard where the work goes on when a screen of the recorder takes the place of another.

export class Focus {
  readonly #home: HTMLElement;
  #here = false;
  #shown = "";

  constructor(home: HTMLElement) {
    this.#home = home;
  }

  /** Before a screen is drawn. */
  before(): void {
    this.#here = this.#home.contains(document.activeElement);
  }

  /** After it: when what had the focus is gone, what the new screen marks by data-focus takes it. */
  after(screen: string): void {
    const moved = screen !== this.#shown;
    this.#shown = screen;
    if (!moved || !this.#here || this.#home.contains(document.activeElement)) return;
    this.#home.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
  }
}
