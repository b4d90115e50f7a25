/* Opens the class of today without a network. It keeps scripts, styles and an empty page: never a child. */
const CACHE = "shanyu-carer-VERSION";
const SHELL = "/carer/shell/";
const OWN = "MODULES".split(" ").map((name) => `/static/carer/${name}.js`);

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(clean().then(() => self.clients.claim())));

async function fill() {
  const cache = await caches.open(CACHE);
  const page = await fetch(`${SHELL}?lang=LANGUAGE`, { cache: "no-store", credentials: "omit" });
  const text = await page.clone().text();
  const named = [...text.matchAll(/(?:href|src|data-icons)="(\/static\/[^"#]+)"/g)].map((found) => found[1]);
  await cache.put(SHELL, page);
  await cache.addAll([...new Set([...named, ...OWN])]);
}

async function clean() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shanyu-carer-") && name !== CACHE) await caches.delete(name);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === "/carer/") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(piece(request));
});

/* The page itself is never kept: it names children. */
async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(CACHE)).match(SHELL)) ?? Response.error();
  }
}

async function piece(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}
