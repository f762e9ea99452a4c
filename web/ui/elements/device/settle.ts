// One file of this device: sent, compared, and wiped here once the server keeps the same.
import { Problem, call } from "../../lib/api.ts";
import type { Recording } from "../../lib/things.ts";
import { retry } from "../upload/file.ts";
import { send } from "./send.ts";
import type { Master, Shelf } from "./shelf.ts";
import { remove } from "./tus.ts";
import type { Vault } from "./vault.ts";

/**
 * waiting: the server could not be reached. login: the log-in has ended. checking: all is there, the server looks at it.
 * elsewhere: another tab writes or sends it. refused: the server does not take it. unknown: the server does not know the
 * recording. differs: what the server keeps is not the same. lost: what was written here cannot be read now.
 */
export type Standing = "queued" | "sending" | "waiting" | "login" | "checking" | "elsewhere" | "refused" | "unknown" | "differs" | "lost";

/** How far it is: bytes, and what the server says to a refusal. */
export interface Way {
  readonly state: Standing;
  readonly size: number;
  readonly sent: number;
  readonly detail: string;
}

export interface SettleNeeds {
  readonly shelf: Shelf;
  readonly vault: Vault;
  readonly is: (way: Partial<Way>) => void;
  /** It was wiped: kept by the server, or not to be kept. */
  readonly wiped: (kept: boolean) => void;
  readonly signal: AbortSignal;
}

/** A device master as the server has it. */
interface Known {
  readonly id: string;
  readonly state: "receiving" | "checking" | "kept" | "refused";
  readonly reason: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
}

/** Brings it as far as it goes now. What went wrong is told as its state; rejects only when the signal fired. */
export async function settle(master: Master, needs: SettleNeeds): Promise<void> {
  try {
    await (master.discarded ? forget(master, needs) : bring(master, needs));
  } catch (error) {
    needs.signal.throwIfAborted();
    await failed(master, error, needs).catch(() => needs.is({ state: "waiting" }));
  }
}

async function bring(master: Master, needs: SettleNeeds): Promise<void> {
  const { shelf, vault, is } = needs;
  const size = await vault.size(master.id);
  if (size === 0) return empty(master, needs);
  is({ size });
  let known = await knownOf(master, needs);
  if (!known || known.state === "receiving" || cutShort(known, size)) {
    // What the server no longer has, or gave up waiting for, is sent again, from the beginning.
    const now = known?.state === "receiving" ? master : { ...master, uploadId: null };
    await sendAll(now, size, needs);
    known = await knownOf((await shelf.get(master.id)) ?? now, needs);
  }
  if (known?.state === "refused") return is({ state: "refused", detail: "" });
  if (known?.state !== "kept") return is({ state: "checking", sent: size });
  // Wiped is only what the server keeps bit for bit.
  if ((await vault.hash(master.id)) !== known.sha256) return is({ state: "differs" });
  await wipe(master, needs, true);
}

/** The server took less for all there is: this device did not come back for long. */
export function cutShort(known: { readonly state: string; readonly size: number | null }, size: number): boolean {
  return (known.state === "kept" || known.state === "refused") && known.size !== null && known.size < size;
}

/** Nothing was ever written: the server is told to wait no longer. Where something was, it may be read another time. */
async function empty(master: Master, needs: SettleNeeds): Promise<void> {
  if (master.ms > 0) return needs.is({ state: "lost" });
  await forget(master, needs);
  needs.wiped(false);
}

async function sendAll(master: Master, size: number, { shelf, vault, is, signal }: SettleNeeds): Promise<void> {
  await send({
    master, growing: false, size: async () => size, read: (from, to) => vault.read(master.id, from, to),
    began: (uploadId) => shelf.change(master.id, { uploadId }),
    told: (sent) => is({ sent, state: "sending" }), rest: async () => undefined, signal,
  });
}

async function knownOf({ uploadId, recordingId }: Master, { signal }: SettleNeeds): Promise<Known | null> {
  if (!uploadId) return null;
  const { items } = await call<{ items: Known[] }>("GET", `/recordings/${recordingId}/device-masters`, { signal });
  return items.find(({ id }) => id === uploadId) ?? null;
}

async function wipe({ id }: Master, { shelf, vault, wiped }: SettleNeeds, kept: boolean): Promise<void> {
  await vault.remove(id);
  await shelf.remove(id);
  wiped(kept);
}

/** She threw it away: what the server has of it goes too, and nothing more is waited for. A server that does not care is fine. */
async function forget({ id, owner, recordingId, uploadId }: Master, { shelf, vault, signal }: SettleNeeds): Promise<void> {
  await vault.remove(id);
  if (uploadId) await remove(uploadId, signal);
  await shelf.remove(id);
  if ((await shelf.of(owner)).some((other) => other.recordingId === recordingId)) return;
  await call("PUT", `/recordings/${recordingId}/pending-device`, { body: { pending: false }, signal }).catch(() => undefined);
}

async function failed(master: Master, error: unknown, needs: SettleNeeds): Promise<void> {
  const { is } = needs;
  if (!(error instanceof Problem)) return is({ state: "waiting" });
  if (error.status === 401) return is({ state: "login" });
  if (error.gone) return gone(master, needs);
  if (error.code === "recording_trimmed") return wipe(master, needs, false); // it holds what was cut out
  if (error.passing || retry(error.status, error.code)) return is({ state: "waiting" });
  is({ state: "refused", detail: error.message });
}

/** Wipes what was erased elsewhere. A server that knows nothing of the recording is no reason: it may have been put back from an older backup. */
async function gone(master: Master, needs: SettleNeeds): Promise<void> {
  try {
    const recording = await call<Recording>("GET", `/recordings/${master.recordingId}`, { signal: needs.signal });
    if (recording.deleted_at) return await wipe(master, needs, false);
    await needs.shelf.change(master.id, { uploadId: null });
    needs.is({ state: "waiting" });
  } catch (error) {
    if (!(error instanceof Problem) || !error.gone) throw error;
    needs.is({ state: "unknown" });
  }
}
