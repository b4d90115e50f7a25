/* Finding care: the list is the server's; this brings the place of the reader, the suggestions and the map beside it. */
import { locate } from "./where.js";
import { FindMap } from "./find-map.js";

const page = document.querySelector("[data-find]");
const form = document.getElementById("find");
const typed = form.querySelector("[name=q]");
const suggestions = form.querySelector("[data-suggestions]");
const toggle = page.querySelector("[data-toggle]");
const wide = matchMedia("(min-width: 64rem)");

/** Start from a point: "lon,lat" as `name` ("near" in WGS-84, "tap" as drawn), with what to call it. */
export function startFrom(name, point, words = "") {
  for (const old of document.querySelectorAll('[form="find"]:is([name=near], [name=place], [name=start]), #find > [data-given]')) old.remove();
  typed.value = words;
  for (const [key, value] of [[name, point], ["place", words]]) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: key, value });
    field.dataset.given = "";
    form.append(field);
  }
  suggestions.replaceChildren();
  form.requestSubmit();
}

const map = new FindMap(page, (point) => startFrom("tap", point.map((part) => part.toFixed(5)).join(",")));

locate(form, (point) => startFrom("near", point));

suggestions.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-suggestion]");
  if (!chosen) return;
  const point = [chosen.dataset.lon, chosen.dataset.lat].map((part) => Number(part).toFixed(4)).join(",");
  startFrom("near", point, chosen.dataset.name);
  typed.focus();
});

form.addEventListener("keydown", (event) => {
  const lines = [...suggestions.querySelectorAll("[data-suggestion]")];
  if (event.key === "Escape") suggestions.replaceChildren();
  if (!lines.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  if (!suggestions.contains(event.target) && event.target !== typed) return;
  event.preventDefault();
  const next = lines.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  (lines[next] ?? (next < 0 ? typed : lines.at(-1))).focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest(".find-box")) suggestions.replaceChildren();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "results") return;
  for (const old of form.querySelectorAll("[data-given]")) old.remove();
  suggestions.replaceChildren();
  map.refresh();
});

function view(name) {
  page.dataset.view = name;
  toggle.setAttribute("aria-pressed", String(name === "map"));
  if (name === "map") map.start();
}

toggle.hidden = false;
toggle.addEventListener("click", () => {
  view(page.dataset.view === "map" ? "list" : "map");
  page.scrollIntoView({ block: "start" });
});

function whenWide() {
  if (wide.matches) map.start();
}
wide.addEventListener("change", whenWide);
if (document.readyState === "complete") whenWide();
else window.addEventListener("load", whenWide);
