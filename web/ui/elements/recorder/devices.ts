// Camera and microphone: asking for them, remembering the choice, and what is wrong in words a person can act on.

/** Why there is no picture or sound; each has a sentence with what to do. */
export type Trouble = "insecure" | "denied" | "no_camera" | "busy" | "no_microphone" | "unknown";

export interface Wish {
  readonly camera: string | null;
  readonly microphone: string | null;
  readonly sound: boolean;
}

const shelf = "terugblik.devices";

/** What this person chose last on this device. */
export function remembered(): Wish {
  try {
    return { camera: null, microphone: null, ...JSON.parse(localStorage.getItem(shelf) ?? "{}"), sound: true };
  } catch {
    return { camera: null, microphone: null, sound: true };
  }
}

export function remember(wish: Wish): void {
  localStorage.setItem(shelf, JSON.stringify({ camera: wish.camera, microphone: wish.microphone }));
}

/** Opens camera and microphone. Rejects with what getUserMedia said; troubleOf reads it. */
export async function open(wish: Wish): Promise<MediaStream> {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new DOMException("", "SecurityError");
  const video: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...(wish.camera ? { deviceId: { ideal: wish.camera } } : { facingMode: { ideal: "environment" } }) };
  const audio: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: true, ...(wish.microphone ? { deviceId: { ideal: wish.microphone } } : {}) };
  return navigator.mediaDevices.getUserMedia({ video, audio: wish.sound ? audio : false });
}

/** Reads an error of getUserMedia. A missing microphone and a missing camera give the same error: look what there is. */
export async function troubleOf(error: unknown): Promise<Trouble> {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "SecurityError" || name === "TypeError" || !window.isSecureContext) return "insecure";
  if (name === "NotAllowedError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  if (name === "NotFoundError" || name === "OverconstrainedError") return (await has("videoinput")) ? "no_microphone" : "no_camera";
  return "unknown";
}

async function has(kind: MediaDeviceKind): Promise<boolean> {
  return (await list(kind)).length > 0;
}

export async function list(kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter((device) => device.kind === kind);
}

export function close(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
