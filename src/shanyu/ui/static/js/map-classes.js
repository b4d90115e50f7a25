/* Five classes for a choropleth: the edges are printed, so a reader can check a colour against a figure. */
import { token } from "./map-shapes.js";
import { AREA_OPACITY } from "./map-style.js";

/** Mix two colours of #rrggbb, or of the form the tokens have. */
function mixed(from, to, share) {
  const parts = [from, to].map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  return `#${parts[0].map((value, at) => Math.round(value + (parts[1][at] - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

/** Five colours, from the scale's palest to its strongest. */
export function ramp() {
  const [pale, strong] = [token("--sy-scale-pale"), token("--sy-scale-strong")];
  return [0, 0.25, 0.5, 0.75, 1].map((share) => mixed(pale, strong, share));
}

/** A colour as it looks on the map, where the land shines through: for the legend. */
export function onLand(colour) {
  return mixed(token("--sy-map-land"), colour, AREA_OPACITY);
}

/** Edges of five classes with about equally many of `values` in each; fewer where values repeat. */
export function edges(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const cuts = [0.2, 0.4, 0.6, 0.8].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  return [...new Set(cuts)];
}

/** Which class a value falls in, from 0; null where there is no value. */
export function classOf(value, cuts) {
  return Number.isFinite(value) ? cuts.filter((cut) => value > cut).length : null;
}

/** The collection with a `colour` on each feature, by the classes of property `name`. */
export function coloured(collection, name, cuts, colours = ramp()) {
  const features = collection.features.map((one) => {
    const rank = classOf(one.properties[name], cuts);
    return { ...one, properties: { ...one.properties, colour: rank === null ? token("--sy-scale-none") : colours[rank] } };
  });
  return { ...collection, features };
}
