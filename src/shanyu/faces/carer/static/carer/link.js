/* The line to the server: what waits is sent in batches until it has arrived, and the class is asked for when it may
   have changed. Nothing here decides what an entry means. */
import { asSent, batch, settle, wait } from "./core.js";
import * as vault from "./vault.js";

const POLL_SECONDS = 30;

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

async function ask(path, { etag, body } = {}) {
  const headers = { Accept: "application/json" };
  if (etag) headers["If-None-Match"] = etag;
  if (body) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") });
  return fetch(path, {
    method: body ? "POST" : "GET",
    credentials: "same-origin",
    redirect: "manual",
    cache: "no-store",
    headers,
    body: body && JSON.stringify(body),
  });
}

/* `told(what, more)` hears: "state" with the class, "queue" when it changed, "offline", "online", "sign-in",
   "revoked". */
export class Link {
  constructor(told) {
    this.told = told;
    this.etag = "";
    this.failures = 0;
    this.timer = 0;
    this.running = null;
    this.more = false;
    this.where = { room: 0, site: "" };
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.told("offline"));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.hurry());
  }

  /* Now; where a run is on its way already, once more after it. */
  hurry() {
    this.failures = 0;
    this.more = this.running !== null;
    return this.run();
  }

  /* Send what waits, then ask what is new; one run at a time, and the next one planned. */
  run() {
    this.running ??= this.round().finally(() => {
      this.running = null;
      clearTimeout(this.timer);
      const seconds = this.failures ? wait(this.failures) : this.more ? 0 : POLL_SECONDS;
      this.more = false;
      this.timer = setTimeout(() => this.run(), 1000 * seconds);
    });
    return this.running;
  }

  async round() {
    try {
      while (await this.send());
      await this.look();
      this.failures = 0;
      this.told("online");
    } catch (error) {
      this.failures += 1;
      if (error instanceof TypeError || error instanceof Closed) this.told(error.what ?? "offline");
      else throw error;
    }
  }

  /* One batch; whether there is more. */
  async send() {
    const queue = await vault.queue();
    const now = batch(queue);
    if (!now.length || !this.where.site) return false;
    const answer = await this.read(
      await ask("/carer/floor/entries", {
        body: {
          site: this.where.site,
          sent_at: new Date().toISOString(),
          left: queue.length - now.length,
          entries: now.map(asSent),
        },
      })
    );
    const { gone, kept } = settle(now, answer);
    await vault.forget(gone);
    if (kept.length) await vault.enqueue(kept);
    this.etag = "";
    this.told("queue");
    return gone.length + kept.length > 0 && queue.length > now.length;
  }

  async look() {
    const answer = await ask(`/carer/floor/state?class=${this.where.room || ""}`, { etag: this.etag });
    if (answer.status === 304) return;
    const state = await this.read(answer);
    this.etag = answer.headers.get("ETag") ?? "";
    this.where = { room: state.class.id, site: state.site };
    await this.told("state", state);
  }

  async read(answer) {
    if (answer.status === 410) throw new Closed("revoked");
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) throw new Closed("sign-in");
    if (!answer.ok) throw new Closed("offline");
    return answer.json();
  }

  /* A PIN with the network on: {ok, words}; null without a network. */
  async unlock(worker, pin) {
    try {
      const answer = await ask("/carer/device/unlock", { body: { worker, pin } });
      if (answer.status === 410) return this.told("revoked");
      this.etag = "";
      return { ok: answer.ok, words: (await answer.json()).words ?? "" };
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  /* Sign in to the room or out of it: whether it was done. */
  async shift(room) {
    try {
      const answer = await ask("/carer/shift", { body: { class: room } });
      this.etag = "";
      return answer.ok;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}

class Closed extends Error {
  constructor(what) {
    super(what);
    this.what = what;
  }
}
