// Asks before a recording is left by closing the tab, by the address bar or by the way back of the device.

/** Asks until the signal fires. ask: the way back was taken, which the browser itself does not ask about. */
export function askBeforeLeaving(ask: () => void, signal: AbortSignal): void {
  window.addEventListener("beforeunload", (event) => {
    event.preventDefault();
    event.returnValue = true; // older Safari and Chromium heed only this
  }, { signal });
  // An entry of our own lies between here and the page before, so that going back stays on this page.
  const stay = (): void => history.pushState({ recording: true }, "");
  window.addEventListener("popstate", () => {
    stay();
    ask();
  }, { signal });
  signal.addEventListener("abort", () => history.state?.recording && history.back(), { once: true });
  stay();
}
