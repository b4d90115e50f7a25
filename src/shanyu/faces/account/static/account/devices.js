/* [data-push] on the page of notice settings: turn on push messages in this browser. data-key is our public key,
   data-url where a subscription is sent. Without this script, or where the browser has no push, its words stay. */
const STORE = "shanyu-device"; // the browser's store that the service worker reads too
const KEPT = "/device";
const box = document.querySelector("[data-push]");

if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) prepare();

async function prepare() {
  const mine = await markMine();
  show(mine ? "on" : Notification.permission === "denied" ? "denied" : "off");
  box.querySelector("[data-push-on]").addEventListener("click", turnOn);
}

/* Say which of the listed devices is this one; whether there is one. */
async function markMine() {
  const kept = await (await caches.open(STORE)).match(KEPT);
  const id = kept && (await kept.text());
  const row = id && document.querySelector(`[data-device="${CSS.escape(id)}"]`);
  if (!row) return false;
  row.querySelector("[data-here]").hidden = false;
  return true;
}

function show(state) {
  for (const part of box.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
}

async function turnOn(event) {
  const button = event.currentTarget;
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  button.disabled = true;
  try {
    await subscribe();
  } catch (problem) {
    button.disabled = false;
    document.dispatchEvent(new CustomEvent("sy:toast", { detail: problem.words || box.dataset.failed }));
  }
}

async function subscribe() {
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const ready = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) };
  const { endpoint, keys } = (await ready.pushManager.subscribe(options)).toJSON();
  const form = new FormData();
  form.set("csrfmiddlewaretoken", box.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries({ endpoint, ...keys })) form.set(name, value);
  const answer = await fetch(box.dataset.url, { method: "POST", body: form });
  const { device, problem } = await answer.json();
  if (!device) throw Object.assign(new Error("refused"), { words: problem });
  await (await caches.open(STORE)).put(KEPT, new Response(device));
  location.reload();
}

function bytes(base64url) {
  const padded = base64url.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(base64url.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (one) => one.charCodeAt(0));
}
