// How loud it is, for the meter: 0 (silence) to 1.

/** Measures the stream's sound about 15 times a second until the signal fires. */
export function measure(stream: MediaStream, heard: (level: number) => void, signal: AbortSignal): void {
  if (stream.getAudioTracks().length === 0) return;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  // Some browsers let sound run only after a touch, and take it away for a call or while the page is not seen.
  const resume = (): void => void context.resume().catch(() => undefined);
  for (const name of ["pointerdown", "visibilitychange"]) document.addEventListener(name, resume, { signal });
  resume();
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    heard(levelOf(samples));
  }, 66);
  signal.addEventListener("abort", () => {
    window.clearInterval(timer);
    void context.close();
  }, { once: true });
}

/** -60 dB is 0, full scale is 1. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] ?? 0) ** 2;
  const decibel = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(1, Math.max(0, (decibel + 60) / 60));
}
