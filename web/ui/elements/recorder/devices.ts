// Camera and microphone: asking for them, remembering the choice, and what is wrong in words a person can act on.

/** Why there is no picture or sound; each has a sentence with what to do. */
export type Trouble =
  | "insecure" | "unsupported" | "denied" | "denied_microphone" | "no_camera" | "no_microphone" | "busy" | "busy_microphone" | "unknown";

/** Which way a camera looks: into the room, or at who holds the device. */
export type Facing = "environment" | "user";

export interface Wish {
  /** A camera by its id; null leaves the choice to facing. */
  readonly camera: string | null;
  readonly facing: Facing;
  readonly microphone: string | null;
  readonly sound: boolean;
}

const shelf = "terugblik.devices";
const usual: Wish = { camera: null, facing: "environment", microphone: null, sound: true };

/** What this person chose last on this device. Which way to look is not kept: it begins with the room. */
export function remembered(): Wish {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(shelf) ?? "{}"), sound: true };
  } catch {
    return usual;
  }
}

export function remember({ camera, microphone }: Wish): void {
  try {
    localStorage.setItem(shelf, JSON.stringify({ camera, microphone }));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}

/** Opens camera and microphone. Rejects with what getUserMedia said; troubleOf reads it. */
export async function open(wish: Wish): Promise<MediaStream> {
  if (!window.isSecureContext) throw new DOMException("", "SecurityError");
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "NotSupportedError");
  return navigator.mediaDevices.getUserMedia({ video: pictureOf(wish, "ideal"), audio: wish.sound ? soundOf(wish) : false });
}

/** Opens one of the two by itself. exact: that camera or none. */
export async function openOne(kind: "video" | "audio", wish: Wish, how: "ideal" | "exact" = "ideal"): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia(kind === "video" ? { video: pictureOf(wish, how) } : { audio: soundOf(wish) });
  const [track, ...others] = stream.getTracks();
  for (const other of others) other.stop();
  if (!track) throw new DOMException("", "NotFoundError");
  return track;
}

function pictureOf({ camera, facing }: Wish, how: "ideal" | "exact"): MediaTrackConstraints {
  const which = camera ? { deviceId: { [how]: camera } } : { facingMode: { [how]: facing } };
  return { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...which };
}

function soundOf({ microphone }: Wish): MediaTrackConstraints {
  return { echoCancellation: false, noiseSuppression: false, autoGainControl: true, ...(microphone ? { deviceId: { ideal: microphone } } : {}) };
}

/** The camera to turn to from the one that is open; null where there is no other. A telephone has a side for each way, other devices a row of cameras. */
export function otherCamera(now: MediaTrackSettings, cameras: readonly Pick<MediaDeviceInfo, "deviceId">[]): Pick<Wish, "camera" | "facing"> | null {
  if (cameras.length < 2) return null;
  if (now.facingMode === "user" || now.facingMode === "environment") return { camera: null, facing: now.facingMode === "user" ? "environment" : "user" };
  const next = cameras[(cameras.findIndex(({ deviceId }) => deviceId === now.deviceId) + 1) % cameras.length];
  return next ? { camera: next.deviceId, facing: usual.facing } : null;
}

/** Reads an error of getUserMedia, which does not tell which of the two it was: look. */
export async function troubleOf(error: unknown, wish: Wish): Promise<Trouble> {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "SecurityError" || !window.isSecureContext) return "insecure";
  if (name === "NotSupportedError") return "unsupported";
  if (name === "NotAllowedError") return wish.sound && (await granted("camera")) ? "denied_microphone" : "denied";
  if (name === "NotReadableError" || name === "AbortError") return wish.sound && (await opens(wish)) ? "busy_microphone" : "busy";
  if (name === "NotFoundError" || name === "OverconstrainedError") return (await list("videoinput")).length > 0 ? "no_microphone" : "no_camera";
  return "unknown";
}

async function granted(name: string): Promise<boolean> {
  const status = await navigator.permissions?.query({ name: name as PermissionName }).catch(() => null);
  return status?.state === "granted";
}

async function opens(wish: Wish): Promise<boolean> {
  const track = await openOne("video", wish).catch(() => null);
  track?.stop();
  return track !== null;
}

export async function list(kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
  return devices.filter((device) => device.kind === kind);
}
