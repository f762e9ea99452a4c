// A way back that an address names, kept on this site.

/** The whole address of a path on this site, else null. Browsers read "/\\host", and a tab between two slashes, as another host. */
export function ownAddress(to: string | null, origin: string): string | null {
  if (!to?.startsWith("/")) return null;
  try {
    const url = new URL(to, origin);
    return url.origin === origin ? url.href : null;
  } catch {
    return null;
  }
}
