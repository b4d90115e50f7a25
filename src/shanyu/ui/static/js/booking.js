/* Booking a session: the countdown by the server's clock, and a request that is answered whatever the connection does.

   [data-countdown data-opens data-now data-clock]: milliseconds of the server's clock, when booking opens and when the
   page was made; at that moment the form [data-later] beside it takes its place. The reader's own clock is not asked.
   form[data-book]: handed in by fetch with its key; where no answer comes, the same key goes again, later and later,
   and the form says what it waits for. The same key has the same answer, so nothing is booked twice. */
const FIRST = 800;
const LONGEST = 15000;
const UNSURE = new Set([408, 425, 429, 500, 502, 503, 504]);

const started = performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now();

class Countdown {
  constructor(box) {
    this.box = box;
    this.opens = Number(box.dataset.opens);
    this.offset = Number(box.dataset.now) - started;
    this.left = box.querySelector("[data-left]");
    this.form = box.parentElement.querySelector("form[data-later]");
    for (const one of box.querySelectorAll("[data-left], [data-count-note]")) one.hidden = false;
    this.tick = this.tick.bind(this);
    this.tick();
    // A tab that slept may have lost count; ask the server what time it is.
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
  }

  now() {
    return performance.now() + this.offset;
  }

  async ask() {
    const before = performance.now();
    try {
      const answer = await fetch(this.box.dataset.clock, { cache: "no-store" });
      if (answer.ok) this.offset = (await answer.json()).now - (before + performance.now()) / 2;
    } catch (trouble) {
      if (!(trouble instanceof TypeError)) throw trouble;
    }
  }

  tick() {
    const rest = this.opens - this.now();
    if (rest <= 0) {
      this.open();
      return;
    }
    this.left.textContent = this.#words(Math.ceil(rest / 1000));
    setTimeout(this.tick, rest > 1000 ? ((rest - 1) % 1000) + 1 : rest + 5);
  }

  #words(seconds) {
    const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
    const clock = parts.map((one) => String(one).padStart(2, "0")).join(":");
    const days = Math.floor(seconds / 86400);
    return days ? `${days} ${this.box.dataset.day} ${clock}` : clock;
  }

  open() {
    if (this.form) {
      this.form.hidden = false;
      this.form.querySelector("button")?.focus({ preventScroll: true });
    }
    this.box.remove();
  }
}

function pause(milliseconds) {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    // As soon as the network is back there is no reason to wait on.
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });
}

class Request {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-sending-words]");
  }

  say(words) {
    this.line.textContent = words;
    this.line.hidden = !words;
  }

  async send() {
    const { dataset } = this.form;
    const body = new URLSearchParams(new FormData(this.form));
    this.say(dataset.saySending);
    for (let wait = FIRST; ; wait = Math.min(wait * 2, LONGEST)) {
      const answer = await this.#once(body);
      if (answer) return this.#take(answer);
      this.say(navigator.onLine ? dataset.sayLost.replace("%s", Math.ceil(wait / 1000)) : dataset.sayOffline);
      await pause(wait * (0.75 + Math.random() / 2));
    }
  }

  /** One attempt; null where nobody knows whether it arrived. */
  async #once(body) {
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      return UNSURE.has(answer.status) ? null : answer;
    } catch (trouble) {
      if (trouble instanceof TypeError) return null;
      throw trouble;
    }
  }

  async #take(answer) {
    const type = answer.headers.get("Content-Type") ?? "";
    if (answer.ok && type.startsWith("application/json")) {
      location.assign((await answer.json()).next);
      return;
    }
    const box = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-booking]");
    if (!box) {
      // Signed out meanwhile, or the page is gone: the browser's own way shows what the server says.
      HTMLFormElement.prototype.submit.call(this.form);
      return;
    }
    this.form.closest("[data-booking]").replaceWith(box);
    start(box);
    box.querySelector("[data-refusal]")?.focus();
  }
}

function start(root) {
  for (const box of root.querySelectorAll("[data-countdown]")) new Countdown(box);
  for (const form of root.querySelectorAll("form[data-book]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = "1";
      for (const button of form.querySelectorAll("button")) button.disabled = true;
      new Request(form).send();
    });
  }
}

start(document);
