/* The supply of each division as an area in one of five classes; the edges are printed, the table says the same. */
const box = document.querySelector("[data-areas]");
const frame = box.querySelector("[data-map]");
const [SAID_LICENSED, SAID_FREE, SAID_CARE, SAID_THOUSAND, SAID_UNMET] = box.dataset.words.split("|");
const SVG = "http://www.w3.org/2000/svg";

function swatch(colour) {
  const svg = document.createElementNS(SVG, "svg");
  const rect = document.createElementNS(SVG, "rect");
  svg.setAttribute("aria-hidden", "true");
  rect.setAttribute("width", "100%");
  rect.setAttribute("height", "100%");
  rect.setAttribute("fill", colour);
  svg.append(rect);
  return svg;
}

function line(colour, words) {
  const item = document.createElement("li");
  item.append(swatch(colour), words);
  return item;
}

function told(facts) {
  const words = document.createElement("div");
  words.className = "au-told";
  const pairs = document.createElement("dl");
  const known = [[SAID_LICENSED, facts.licensed], [SAID_FREE, facts.free], [SAID_CARE, facts.care], [SAID_THOUSAND, facts.thousand], [SAID_UNMET, facts.unmet]];
  for (const [name, value] of known) {
    if (value === undefined || value === null || value === "null") continue;
    pairs.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
  }
  words.append(Object.assign(document.createElement("strong"), { textContent: facts.name }), pairs,
    Object.assign(document.createElement("a"), { textContent: box.dataset.open, href: facts.url, className: "sy-btn sy-btn-primary" }));
  return words;
}

function printClasses(measure, values, cuts, colours, pale) {
  const shown = box.querySelector("[data-class-list]");
  const list = document.createElement("ul");
  const steps = values.length ? [Math.min(...values), ...cuts, Math.max(...values)] : [];
  const digits = measure === "thousand" ? 2 : 0;
  for (let rank = 0; rank < steps.length - 1; rank += 1) {
    const from = steps[rank].toFixed(digits);
    const to = steps[rank + 1].toFixed(digits);
    list.append(line(colours[rank], rank === 0 ? `${from}–${to}` : `> ${from} – ${to}`));
  }
  if (pale) list.append(line(pale, box.dataset.unknown));
  shown.replaceChildren(Object.assign(document.createElement("strong"), { textContent: box.dataset[measure] }), list);
  shown.hidden = false;
}

function paint(view, classes, found) {
  const { measure } = found;
  const values = found.features.map((one) => one.properties[measure]).filter(Number.isFinite);
  const cuts = values.length ? classes.edges(values).filter((cut) => cut < Math.max(...values)) : [];
  const colours = classes.ramp();
  view.areas(classes.coloured(found, measure, cuts, colours));
  const pale = values.length < found.features.length ? getComputedStyle(document.documentElement).getPropertyValue("--sy-scale-none").trim() : "";
  printClasses(measure, values, cuts, colours.map(classes.onLand), pale && classes.onLand(pale));
}

const [{ open }, classes] = await Promise.all([import(box.dataset.module), import(box.dataset.classesModule)]);
const view = await open(frame);
if (view) {
  const answer = await fetch(box.dataset.areas, { headers: { Accept: "application/json" } });
  const found = answer.ok ? await answer.json() : { features: [] };
  paint(view, classes, found);
  document.addEventListener("sy:look", () => requestAnimationFrame(() => paint(view, classes, found)));
  view.on("area", (facts, lonlat) => view.say(lonlat ?? view.centre(), told(facts)));
}
