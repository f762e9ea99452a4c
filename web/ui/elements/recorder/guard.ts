// What holds while a recording runs: the screen stays on, the tab says so, and leaving asks first.

const redDot = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#e5342a"/></svg>')}`;

/** Puts the guard up until the signal fires. */
export function guard(title: string, signal: AbortSignal): void {
  window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
  stayAwake(signal);
  const before = document.title;
  const mark = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const picture = mark?.href;
  document.title = `● ${title}`;
  if (mark) mark.href = redDot;
  signal.addEventListener("abort", () => {
    document.title = before;
    if (mark && picture) mark.href = picture;
  }, { once: true });
}

/** The lock is lost when the tab is hidden: take it again when it is seen. */
function stayAwake(signal: AbortSignal): void {
  let lock: WakeLockSentinel | null = null;
  const take = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || signal.aborted) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    if (signal.aborted) void lock?.release();
  };
  document.addEventListener("visibilitychange", () => void take(), { signal });
  signal.addEventListener("abort", () => void lock?.release(), { once: true });
  void take();
}
