/* What this device keeps: entries that have not arrived, the class of today, and how to tell its carers by their PIN.
   Everything lies in IndexedDB under an AES-GCM key that the browser holds and never gives out. */

const NAME = "shanyu-carer";
const ROUNDS = 600_000;
let opened = null;

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

async function base() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of ["keys", "kept", "queue"]) request.result.createObjectStore(store);
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function key() {
  const database = await base();
  const held = await done(database.transaction("keys").objectStore("keys").get("aes"));
  if (held) return held;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite");
  const store = transaction.objectStore("keys");
  // Another window may have made one in between: the first stays.
  const first = await done(store.get("aes"));
  if (!first) store.put(made, "aes");
  await finished(transaction);
  return first ?? made;
}

async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), plain) };
}

async function open({ iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data);
  return JSON.parse(new TextDecoder().decode(plain));
}

export async function keep(name, value) {
  const sealed = await seal(value);
  const transaction = (await base()).transaction("kept", "readwrite");
  transaction.objectStore("kept").put(sealed, name);
  await finished(transaction);
}

export async function kept(name) {
  const found = await done((await base()).transaction("kept").objectStore("kept").get(name));
  return found ? open(found) : null;
}

/* Put entries into the queue: all or none, and only once it is on the disk they count as noted. */
export async function enqueue(entries) {
  const sealed = await Promise.all(entries.map(async (one) => [one.mark, await seal(one)]));
  const transaction = (await base()).transaction("queue", "readwrite", { durability: "strict" });
  for (const [mark, value] of sealed) transaction.objectStore("queue").put(value, mark);
  await finished(transaction);
}

export async function queue() {
  const found = await done((await base()).transaction("queue").objectStore("queue").getAll());
  const entries = await Promise.all(found.map(open));
  return entries.sort((a, b) => a.order - b.order);
}

export async function forget(entries) {
  const transaction = (await base()).transaction("queue", "readwrite");
  for (const one of entries) transaction.objectStore("queue").delete(one.mark);
  await finished(transaction);
}

async function derived(pin, salt) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const bits = await crypto.subtle.deriveBits(how, material, 256);
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Remember how to tell this carer when there is no network. */
export async function learn(worker, pin) {
  const salt = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  await keep(`pin/${worker}`, { salt, value: await derived(pin, new Uint8Array(salt)), wrong: 0 });
}

/* "right", "wrong", "locked" (five wrong ones), or "unknown": this carer was never here with the network on. */
export async function recognise(worker, pin, most = 5) {
  const known = await kept(`pin/${worker}`);
  if (!known) return "unknown";
  if (known.wrong >= most) return "locked";
  await keep(`pin/${worker}`, { ...known, wrong: known.wrong + 1 });
  if ((await derived(pin, new Uint8Array(known.salt))) !== known.value) {
    return known.wrong + 1 >= most ? "locked" : "wrong";
  }
  await keep(`pin/${worker}`, { ...known, wrong: 0 });
  return "right";
}

/* Forget everything: the records, the key, the pages. */
export async function wipe() {
  if (opened) (await opened).close();
  opened = null;
  await done(indexedDB.deleteDatabase(NAME));
  sessionStorage.clear();
  for (const name of await caches.keys()) if (name.startsWith("shanyu-carer")) await caches.delete(name);
  const workers = await navigator.serviceWorker.getRegistrations();
  for (const one of workers) if (new URL(one.scope).pathname === "/carer/") await one.unregister();
}
