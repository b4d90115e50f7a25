/* The map beside the list: the same sites as pins, the reader's places, and the area within a walk. */

const MODULE = document.querySelector("[data-find-map]")?.dataset.module;

function point(text) {
  return text ? text.split(",").map(Number) : null;
}

async function json(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch (trouble) {
    if (trouble instanceof TypeError) return null;
    throw trouble;
  }
}

function line(tag, words, css = "") {
  return Object.assign(document.createElement(tag), { textContent: words, className: css });
}

export class FindMap {
  constructor(page, started) {
    this.page = page;
    this.box = page.querySelector("[data-find-map]");
    this.sheet = page.querySelector("[data-sheet-place]");
    this.started = started;
    this.opening = null;
    this.view = null;
    this.asked = 0;
    this.lit = null;
    page.addEventListener("pointerover", (event) => this.#look(event));
    page.addEventListener("focusin", (event) => this.#look(event));
  }

  /** Draw the map once; later calls do nothing. */
  start() {
    this.opening ??= this.#open();
    return this.opening;
  }

  async #open() {
    const { open } = await import(MODULE);
    const view = await open(this.box.querySelector("[data-map]"));
    if (!view) return;
    this.view = view
      .on("site", (facts, lonlat) => this.#tell(facts, lonlat))
      .on("ground", (lonlat) => this.#offer(lonlat))
      .on("hover", (id) => this.#light(id));
    const centre = this.box.querySelector("[data-centre]");
    centre.hidden = false;
    centre.addEventListener("click", () => this.started(view.centre()));
    await this.refresh();
  }

  /** Bring the map to the results that are now in the list. */
  async refresh() {
    const results = document.getElementById("results");
    const { view } = this;
    if (!view || !results) return;
    const turn = (this.asked += 1);
    view.hush();
    this.sheet.hidden = true;
    view.place("me", point(results.dataset.near)).place("work", point(results.dataset.work));
    const walk = results.dataset.start && `${this.box.dataset.walk}?near=${results.dataset.start}&minutes=${results.dataset.minutes}`;
    const [sites, reach] = await Promise.all([json(results.dataset.map), walk ? json(walk) : null]);
    if (turn !== this.asked) return;
    view.reach(reach?.area ?? null);
    if (sites) view.sites(sites, { fit: true }).light(this.lit);
  }

  #told(facts) {
    const words = document.createElement("div");
    words.className = "find-told";
    words.append(line("span", facts.about, "find-kind"), line("strong", facts.name));
    if (facts.walk) words.append(line("span", facts.walk, "find-walk"));
    words.append(line("span", facts.facts), line("span", facts.trust, "sy-muted"));
    words.append(Object.assign(line("a", this.box.dataset.sayOpen, "sy-btn sy-btn-primary"), { href: facts.url }));
    return words;
  }

  #tell(facts, lonlat) {
    this.#light(facts.id);
    this.view.light(facts.id);
    const card = document.getElementById(`site-${facts.id}`);
    if (card?.offsetParent) card.scrollIntoView({ block: "nearest" });
    if (matchMedia("(min-width: 64rem)").matches) {
      this.view.say(lonlat, this.#told(facts));
      return;
    }
    this.sheet.replaceChildren(this.#told(facts));
    this.sheet.hidden = false;
  }

  #offer(lonlat) {
    this.sheet.hidden = true;
    const button = line("button", this.box.dataset.sayHere, "sy-btn sy-btn-primary");
    button.type = "button";
    button.addEventListener("click", () => this.started(lonlat));
    this.view.say(lonlat, button);
  }

  #light(id) {
    for (const card of this.page.querySelectorAll("[data-lit]")) delete card.dataset.lit;
    if (id) document.getElementById(`site-${id}`)?.setAttribute("data-lit", "");
  }

  #look(event) {
    if (!this.view) return;
    const card = event.target.closest?.("[data-site]");
    const id = card?.dataset.site ?? null;
    if (id !== this.lit) this.view.light((this.lit = id));
  }
}
