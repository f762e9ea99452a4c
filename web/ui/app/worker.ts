// The service worker: keeps the bundles and one page for when there is no network. It keeps nothing of anybody: no page,
// no film, no answer of the server. The server puts the names of what to keep before this script (see web/app.go).
interface Scope extends ServiceWorkerGlobalScope {
  readonly terugblik: { readonly version: string; readonly shell: readonly string[] };
}

const worker = globalThis as unknown as Scope;
const { version, shell } = worker.terugblik;
const kept = `terugblik-${version}`;
const offlinePage = "/offline";

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => worker.clients.claim()));
});

// A page says in which language it is read, so that the page without network is in it too.
worker.addEventListener("message", (event) => {
  if (event.data === "language") event.waitUntil(keepOfflinePage().catch(() => undefined));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => withoutNetwork(request)));
  else if (request.method === "GET" && shell.includes(pathname)) event.respondWith(fromShell(request));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(kept);
  await cache.addAll([...shell]);
  await keepOfflinePage();
}

async function keepOfflinePage(): Promise<void> {
  const answer = await fetch(offlinePage, { cache: "no-store" });
  if (answer.ok) await (await caches.open(kept)).put(offlinePage, answer);
}

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
}

/** What was sent cannot be sent again by going to its address: the page says where it came from. */
async function withoutNetwork(request: Request): Promise<Response> {
  if (request.method !== "GET") {
    const from = request.referrer ? new URL(request.referrer).pathname : "/";
    return Response.redirect(`${offlinePage}?from=${encodeURIComponent(from)}`, 303);
  }
  return (await caches.match(offlinePage)) ?? Response.error();
}

/** Names carry a hash of their content, so what is kept is never old. */
async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request);
}
