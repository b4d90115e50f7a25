/* The service worker of /: shows what we are told and opens its page. It keeps no page and answers no request. Where the
   browser ends its subscription, it makes a new one while its owner still wants messages here. */
self.addEventListener("push", (event) => {
  if (!event.data) return;
  const told = event.data.json();
  event.waitUntil(
    self.registration.showNotification(told.title, {
      body: told.body,
      lang: told.lang,
      tag: told.tag, // the same notice sent twice is shown once
      data: { url: told.url },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

/* Bring the page to the front: in a window that has it, else in a new one. Only pages of ours. */
async function open(path) {
  const url = new URL(path, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === url.href);
  await (there ? there.focus() : self.clients.openWindow(url.href));
}

const DEVICES = "/account/notices/devices/";
const KEPT = "/device"; // where devices.js keeps which device this is

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event.newSubscription)));

/* Send the new subscription in place of the one that ended; not where the reader has signed out or turned it off. */
async function subscribeAgain(made) {
  const store = await caches.open("shanyu-device");
  const kept = await store.match(KEPT);
  if (!kept) return;
  const replaces = await kept.text();
  const answer = await fetch(`${DEVICES}?device=${encodeURIComponent(replaces)}`, { redirect: "manual" });
  const { key, token } = answer.ok ? await answer.json() : {};
  if (!key) return;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const { endpoint, keys } = (made || (await self.registration.pushManager.subscribe(options))).toJSON();
  const form = new FormData();
  for (const [name, value] of Object.entries({ endpoint, ...keys, replaces, csrfmiddlewaretoken: token })) form.set(name, value);
  const taken = await fetch(DEVICES, { method: "POST", body: form, redirect: "manual" });
  if (taken.ok) await store.put(KEPT, new Response((await taken.json()).device));
}
