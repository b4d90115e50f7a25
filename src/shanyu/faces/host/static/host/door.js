// The door: marks are made at once on this device, kept until they have arrived, and sent in one go.
// Each mark has its own id, so that one sent twice counts once; without this script the page works as plain forms.

const root = document.querySelector("[data-door]");
if (root) start(root);

function start(door) {
  const store = `shanyu.door.${door.dataset.session}`;
  const token = door.querySelector("[name=csrfmiddlewaretoken]").value;
  const said = door.querySelector("[data-said]");
  let sending = false;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(store)) ?? [];
    } catch {
      return [];
    }
  };
  const keep = (marks) => {
    if (marks.length) localStorage.setItem(store, JSON.stringify(marks));
    else localStorage.removeItem(store);
    showQueue(marks.length);
  };

  function showQueue(count) {
    door.querySelector("[data-queue]").hidden = count === 0;
    door.querySelector("[data-queue-count]").textContent = count;
    door.querySelector("[data-queue-words]").textContent = door.dataset.waits;
  }

  function rowOf(booking) {
    return door.querySelector(`[data-family="${CSS.escape(booking)}"]`);
  }

  function show(booking, state) {
    const row = rowOf(booking);
    if (!row || row.dataset.state === state) return;
    row.dataset.state = state;
    row.querySelector("[data-word]").textContent = door.getAttribute(`data-names-${state}`);
    for (const figure of door.querySelectorAll("[data-count]")) {
      figure.textContent = door.querySelectorAll(`[data-family][data-state="${figure.dataset.count}"]`).length;
    }
  }

  function say(words, bad = false) {
    said.textContent = words;
    said.toggleAttribute("data-bad", bad);
  }

  function add(facts) {
    keep([...kept(), { mark: crypto.randomUUID(), at: Date.now(), ...facts }]);
    send();
  }

  async function send() {
    const marks = kept();
    if (sending || marks.length === 0) return;
    sending = true;
    try {
      const answer = await fetch(door.dataset.marks, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ marks }),
      });
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (answer.ok && told.answers) settle(marks, told.answers);
      else if (told.problem) say(told.problem, true);
    } catch {
      // No network: everything stays, and is sent when there is one again.
    }
    sending = false;
    showQueue(kept().length);
  }

  function settle(sent, answers) {
    const done = new Set(sent.map((mark) => mark.mark));
    const rest = kept().filter((mark) => !done.has(mark.mark));
    keep(rest);
    const later = new Set(rest.map((mark) => mark.booking));
    for (const one of answers) {
      if (one.booking && !later.has(one.booking)) show(one.booking, one.state);
      const typed = sent.find((mark) => mark.mark === one.mark)?.code;
      if (typed && one.problem) say(`${typed}：${door.dataset.unknown}`, true);
      else if (typed) say(`${typed}：${one.name} ${door.dataset.arrived}`);
    }
    if (rest.length) setTimeout(send, 0);
  }

  const STATES = { arrived: "attended", no_show: "no_show", undo: "booked" };

  for (const form of door.querySelectorAll("[data-mark-form]")) {
    form.addEventListener("submit", (event) => {
      const kind = event.submitter?.value;
      if (!(kind in STATES)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const booking = form.elements.booking.value;
      show(booking, STATES[kind]);
      form.querySelector("[data-when]:not([hidden])")?.blur();
      add({ booking, kind });
    });
  }

  const codeForm = door.querySelector("[data-code-form]");
  codeForm.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = codeForm.elements.code;
    const code = field.value.trim();
    field.value = "";
    field.focus();
    if (!code) return;
    say(`${code}：${door.dataset.kept}`);
    add({ code, kind: "arrived" });
  });

  // What was marked before this page was opened again still shows, though it has not arrived.
  for (const mark of kept()) if (mark.booking) show(mark.booking, STATES[mark.kind]);
  showQueue(kept().length);
  addEventListener("online", send);
  setInterval(send, 15000);
  send();
}
