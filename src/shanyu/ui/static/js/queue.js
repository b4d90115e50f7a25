/* Entries of a page that is used with the network off: kept in this browser with ids of their own until they have
   arrived. What is sent twice because an answer was lost is one entry for the server.

   <section data-queue="/where/batches/go/" data-queue-waiting="{n} …" data-queue-login="…">
     <p data-queue-count hidden></p><ul data-queue-refused data-queue-drop="…" hidden></ul>
     <form data-queue-form data-queue-label="…">… the fields of one entry …</form>
   </section>

   Without this script the forms are plain forms. The server answers {"answers": [{"id", "state", "words"}]}. */
const root = document.querySelector("[data-queue]");
const key = root ? `shanyu.queue.${root.dataset.queue}` : "";
let sending = false;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function keep(entries) {
  localStorage.setItem(key, JSON.stringify(entries));
  show();
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/* How much has not arrived, which entries the server refused, and which lines of the page wait. */
function show() {
  const entries = kept();
  const waiting = entries.filter((one) => !one.words);
  const count = root.querySelector("[data-queue-count]");
  count.hidden = waiting.length === 0;
  count.textContent = root.dataset.queueWaiting.replace("{n}", waiting.length);
  const refused = entries.filter((one) => one.words);
  const list = root.querySelector("[data-queue-refused]");
  list.hidden = refused.length === 0;
  list.replaceChildren(...refused.map((one) => line(one, list.dataset.queueDrop)));
  for (const form of root.querySelectorAll("[data-queue-form]")) {
    const mark = form.closest("[data-queue-line]");
    if (mark) mark.dataset.queueLine = waiting.some((one) => one.line === form.dataset.queueLineId) ? "waiting" : "";
  }
}

function line(entry, words) {
  const item = document.createElement("li");
  const text = document.createElement("span");
  text.textContent = `${entry.label}：${entry.words}`;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "sy-btn";
  drop.textContent = words;
  drop.addEventListener("click", () => keep(kept().filter((one) => one.id !== entry.id)));
  item.append(text, drop);
  return item;
}

async function send() {
  const waiting = kept().filter((one) => !one.words);
  if (sending || waiting.length === 0) return;
  sending = true;
  try {
    const answer = await fetch(root.dataset.queue, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": root.querySelector("input[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({ entries: waiting.map(({ label, line: place, ...entry }) => entry) }),
    });
    if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) arrived((await answer.json()).answers);
    else if (answer.redirected) document.dispatchEvent(new CustomEvent("sy:toast", { detail: root.dataset.queueLogin }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // no network: it stays where it is
  } finally {
    sending = false;
    show();
  }
}

function arrived(answers) {
  const byId = new Map(answers.map((one) => [one.id, one]));
  const left = kept()
    .filter((one) => byId.get(one.id)?.state !== "done")
    .map((one) => ({ ...one, words: byId.get(one.id)?.words ?? one.words }));
  keep(left);
  if (answers.some((one) => one.state === "done")) location.reload();
}

function take(event) {
  const form = event.target.closest("[data-queue-form]");
  if (!form) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  delete fields.csrfmiddlewaretoken;
  const entry = {
    ...fields,
    id: newId(),
    at: new Date().toISOString(),
    label: form.dataset.queueLabel ?? "",
    line: form.dataset.queueLineId,
  };
  keep([...kept(), entry]);
  form.closest("details")?.removeAttribute("open");
  send();
}

if (root) {
  root.addEventListener("submit", take);
  window.addEventListener("online", send);
  setInterval(send, 20_000);
  show();
  send();
}
