// Opens what this browser can keep film in.
import { Shelf } from "./shelf.ts";
import { Vault } from "./vault.ts";

export interface Store {
  readonly shelf: Shelf;
  /** Starts the worker when it is first asked for. */
  readonly vault: () => Promise<Vault>;
}

/** null where this browser can keep nothing safely: an address without TLS, or an old browser. */
export async function openStore(signal: AbortSignal): Promise<Store | null> {
  if (!window.isSecureContext || !("locks" in navigator) || !("indexedDB" in window)) return null;
  try {
    const shelf = await Shelf.open();
    let vault: Promise<Vault> | null = null;
    return { shelf, vault: () => (vault ??= Vault.open(signal)) };
  } catch {
    return null; // a private window that keeps nothing
  }
}

/** Bytes that still fit on this device for us; null where the browser does not tell. */
export async function room(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => ({}) as StorageEstimate)) ?? {};
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}
