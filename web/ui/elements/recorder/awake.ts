// Keeps the screen on (W3C Screen Wake Lock), because a telephone that locks takes the camera away.

/** Keeps the screen on until the signal fires. tell: whether the device does so; false where the person must. */
export function stayAwake(tell: (awake: boolean) => void, signal: AbortSignal): void {
  let lock: WakeLockSentinel | null = null;
  const take = async (): Promise<void> => {
    // Nobody may have it on a page that is not seen; it is asked for again when it is.
    if (document.visibilityState !== "visible" || signal.aborted || (lock && !lock.released)) return;
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (signal.aborted) return void lock?.release();
    // A battery that runs low takes the lock away on a page that is seen.
    lock?.addEventListener("release", () => document.visibilityState === "visible" && tell(false), { once: true, signal });
    tell(lock !== null);
  };
  document.addEventListener("visibilitychange", () => void take(), { signal });
  signal.addEventListener("abort", () => void lock?.release(), { once: true });
  void take();
}
