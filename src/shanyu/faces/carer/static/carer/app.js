/* The class of today on a registered device: what is noted is kept here first, shown at once, and sent when it can be. */
import { nothing } from "./bar.js";
import * as core from "./core.js";
import { Link } from "./link.js";
import { draw } from "./draw.js";
import { lock } from "./lock.js";
import * as vault from "./vault.js";

const UNDO_SECONDS = 10;
const ME = "shanyu.carer.me";
const root = document.querySelector("[data-floor]");
const told = document.getElementById("words");

class App {
  constructor() {
    this.words = JSON.parse(told.textContent);
    this.state = null;
    this.queue = [];
    this.me = JSON.parse(sessionStorage.getItem(ME) ?? "null");
    this.connection = navigator.onLine ? "" : "offline";
    this.chosen = nothing();
    this.undoable = null;
    this.link = new Link((what, more) => this.heard(what, more));
  }

  say(name, values = {}) {
    return (this.words[name] ?? name).replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
  }

  async begin() {
    if (root.dataset.revoked) return this.revoked();
    this.queue = await vault.queue();
    this.state = this.fresh(await vault.kept("class"));
    if (this.state) this.link.where = { room: this.state.class.id, site: this.state.site };
    this.show();
    setInterval(() => this.show(), 60_000);
    navigator.serviceWorker?.register("/carer/worker.js", { scope: "/carer/" });
    await this.link.run();
  }

  /* What was kept of another day is a class without entries. */
  fresh(state) {
    if (!state) return null;
    const day = new Date(this.now(state) + 8 * 3600_000).toISOString().slice(0, 10);
    return state.day === day ? state : { ...state, day, entries: [], shifts: [] };
  }

  /* The platform's time, as well as this device knows it. */
  now(state = this.state) {
    return Date.now() + (state?.skew ?? 0);
  }

  async heard(what, more) {
    if (what === "revoked") return this.revoked();
    if (what === "state") {
      const skew = Date.parse(more.now) - Date.now();
      this.state = { ...more, skew: Math.abs(skew) > 120_000 ? skew : 0 };
      await vault.keep("class", this.state);
    } else if (what === "queue") await this.reload();
    else this.connection = what === "online" ? "" : what;
    if (what === "sign-in") this.leave();
    this.show();
  }

  /* What has arrived stays on the screen until the class is asked for again. */
  async reload() {
    const left = await vault.queue();
    const marks = new Set(left.map((one) => one.mark));
    const arrived = this.queue.filter((one) => !marks.has(one.mark) && !one.refused);
    this.queue = left;
    if (!this.state || !arrived.length) return;
    const shown = arrived.map((one) => this.shifted(one));
    this.state = { ...this.state, entries: core.merge(shown, this.state.entries) };
    await vault.keep("class", this.state);
  }

  shifted(entry) {
    const at = new Date(Date.parse(entry.at) + (this.state?.skew ?? 0)).toISOString();
    return { ...entry, at, name: this.state?.people.find((one) => one.id === entry.by)?.name ?? "" };
  }

  /* All that is known of a child's day, here and there. */
  day(child) {
    const waiting = this.queue.filter((one) => one.child === child).map((one) => this.shifted(one));
    const entries = core.merge(this.state.entries.filter((one) => one.child === child), waiting);
    return {
      entries,
      standing: core.standing(entries),
      conflicts: core.conflicts(entries),
      state: core.state(entries, this.now()),
      unsent: waiting.some((one) => !one.refused),
    };
  }

  /* Note one fact of some children: kept on the disk before anything is said of it. */
  async note(children, fact, title, { undo = true } = {}) {
    const batch = crypto.randomUUID();
    const first = Math.max(Date.now(), ...this.queue.map((one) => one.order)) + 1;
    const entries = children.map((child, number) => ({
      mark: crypto.randomUUID(),
      child,
      kind: fact.kind,
      facts: fact.facts ?? {},
      note: fact.note ?? "",
      at: new Date(fact.at ? fact.at - (this.state.skew ?? 0) : Date.now()).toISOString(),
      by: this.me.id,
      batch,
      replaces: fact.replaces?.[number] ?? [],
      withdrawn: fact.withdrawn ?? false,
      order: first + number,
      title,
    }));
    await vault.enqueue(entries);
    this.queue.push(...entries);
    if (undo) this.offerUndo(entries, title);
    this.show();
    this.link.hurry();
  }

  offerUndo(entries, title) {
    clearTimeout(this.undoable?.timer);
    const timer = setTimeout(() => {
      this.undoable = null;
      this.show();
    }, UNDO_SECONDS * 1000);
    this.undoable = { entries, title, timer };
  }

  async undo(entries, title) {
    clearTimeout(this.undoable?.timer);
    this.undoable = null;
    const fact = { kind: entries[0].kind, replaces: entries.map((one) => [one.mark]), withdrawn: true };
    await this.note(entries.map((one) => one.child), fact, title, { undo: false });
    this.toast(this.say("undone", { what: title }));
  }

  toast(words) {
    document.dispatchEvent(new CustomEvent("sy:toast", { detail: words }));
  }

  async drop(entry) {
    await vault.forget([entry]);
    this.queue = this.queue.filter((one) => one.mark !== entry.mark);
    this.show();
  }

  async again(entry) {
    const { refused, ...rest } = entry;
    await vault.enqueue([rest]);
    this.queue = this.queue.map((one) => (one.mark === entry.mark ? rest : one));
    this.link.hurry();
    this.show();
  }

  async unlock(worker, pin) {
    const answer = await this.link.unlock(worker.id, pin);
    if (answer === undefined) return "";
    if (answer === null) {
      const seen = await vault.recognise(worker.id, pin);
      if (seen !== "right") return this.say(`pin_${seen}`);
    } else if (!answer.ok) return answer.words;
    else await vault.learn(worker.id, pin);
    this.me = { id: worker.id, name: worker.name };
    sessionStorage.setItem(ME, JSON.stringify(this.me));
    this.connection = answer ? "" : "offline";
    this.show();
    this.link.hurry();
    return "";
  }

  leave() {
    this.me = null;
    sessionStorage.removeItem(ME);
    this.chosen = nothing();
    for (const open of document.querySelectorAll("dialog.cf-sheet")) open.close();
    this.show();
  }

  async room(id) {
    this.link.where.room = id;
    this.link.etag = "";
    await this.link.hurry();
  }

  async revoked() {
    this.state = null;
    this.queue = [];
    clearTimeout(this.link.timer);
    await vault.wipe();
    const notice = document.createElement("p");
    notice.className = "sy-notice sy-notice-invalid";
    notice.dataset.wiped = "";
    notice.textContent = this.say("revoked");
    root.replaceChildren(notice);
    root.removeAttribute("aria-busy");
    this.show = () => {};
  }

  show() {
    if (!this.state) return;
    const held = document.activeElement?.dataset?.key;
    root.replaceChildren(...(this.me ? draw(this) : lock(this)));
    root.removeAttribute("aria-busy");
    if (held) root.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
}

new App().begin();
