/* The map beside the table: the same sites as pins, following the filters. */
const list = document.querySelector("[data-sites-map]");
const frame = list.querySelector(".au-beside [data-map]");

function told(facts) {
  const words = document.createElement("div");
  words.className = "au-told";
  const name = Object.assign(document.createElement("strong"), { textContent: facts.name });
  const about = Object.assign(document.createElement("span"), { textContent: facts.about, className: "sy-muted" });
  const link = Object.assign(document.createElement("a"), { textContent: list.dataset.open, href: facts.url, className: "sy-btn sy-btn-primary" });
  words.append(name, about, link);
  return words;
}

function rowOf(id) {
  return id ? document.getElementById(`site-${id}`) : null;
}

function mark(id) {
  for (const row of list.querySelectorAll("[data-lit]")) delete row.dataset.lit;
  rowOf(id)?.setAttribute("data-lit", "");
}

let asked = 0;

async function bring(view) {
  const results = document.getElementById("results");
  const turn = (asked += 1);
  const answer = await fetch(results.dataset.map, { headers: { Accept: "application/json" } });
  if (!answer.ok || turn !== asked) return;
  view.hush();
  view.sites(await answer.json(), { fit: true });
}

const { open } = await import(list.dataset.module);
const view = await open(frame);
if (view) {
  view.on("site", (facts, lonlat) => view.say(lonlat, told(facts))).on("hover", mark);
  for (const kind of ["pointerover", "focusin"]) {
    list.addEventListener(kind, (event) => {
      const row = event.target.closest?.("[data-site]");
      if (row) view.light(row.dataset.site);
    });
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id === "results") bring(view);
  });
  await bring(view);
}
