/* The map's style: muted ground from our own data, data on top. Colours are the tokens of now; names, pins and numbers
   are images that map-shapes.js draws when the map asks for them, so no glyph server is needed. */
import { token } from "./map-shapes.js";

/** How much of the land an area of a choropleth covers. */
export const AREA_OPACITY = 0.85;
export const EMPTY = { type: "FeatureCollection", features: [] };

function geojson(more = {}) {
  return { type: "geojson", data: EMPTY, ...more };
}

function is(name, value) {
  return ["==", ["get", name], value];
}

/** Paint properties by layer, in the colours of now: used to build the style and to repaint it. */
export function paints() {
  return {
    land: { "background-color": token("--sy-map-land") },
    green: { "fill-color": token("--sy-map-green") },
    water: { "fill-color": token("--sy-map-water") },
    stream: { "line-color": token("--sy-map-water") },
    rail: { "line-color": token("--sy-map-border") },
    streets: { "line-color": token("--sy-map-street") },
    "borders-soft": { "line-color": token("--sy-map-border") },
    borders: { "line-color": token("--sy-map-border") },
    "areas-line": { "line-color": token("--sy-paper") },
    "reach-fill": { "fill-color": token("--sy-bamboo") },
    "reach-line": { "line-color": token("--sy-bamboo") },
    halo: { "circle-color": token("--sy-straw"), "circle-stroke-color": token("--sy-straw-on") },
  };
}

function byKind(main, street, lane) {
  return ["match", ["get", "kind"], "main", main, "street", street, lane];
}

const HAIRLINE = ["interpolate", ["linear"], ["zoom"], 11, byKind(0.8, 0.4, 0.3), 14, byKind(3, 1.6, 0.8), 16, byKind(7, 4.5, 2), 18, byKind(16, 11, 5)];
const LARGE = ["match", ["get", "level"], ["province", "city", "county"], true, false];

function layers(colours) {
  const symbols = { "icon-allow-overlap": true, "icon-ignore-placement": true };
  const list = [
    { id: "land", type: "background" },
    { id: "green", type: "fill", source: "ground", filter: is("kind", "green") },
    { id: "water", type: "fill", source: "ground", filter: ["all", is("kind", "water"), ["==", ["geometry-type"], "Polygon"]] },
    { id: "stream", type: "line", source: "ground", filter: ["all", is("kind", "water"), ["==", ["geometry-type"], "LineString"]], paint: { "line-width": 3 } },
    { id: "areas-fill", type: "fill", source: "areas", paint: { "fill-color": ["coalesce", ["get", "colour"], "#00000000"], "fill-opacity": AREA_OPACITY } },
    { id: "areas-line", type: "line", source: "areas", paint: { "line-width": 1 } },
    { id: "streets", type: "line", source: "streets", layout: { "line-cap": "round" }, paint: { "line-width": HAIRLINE } },
    { id: "rail", type: "line", source: "ground", filter: is("kind", "rail"), paint: { "line-width": 1.2, "line-dasharray": [6, 4] } },
    { id: "borders-soft", type: "line", source: "ground", minzoom: 11, filter: ["all", is("kind", "boundary"), ["!", LARGE]], paint: { "line-width": 1, "line-dasharray": [3, 3] } },
    { id: "borders", type: "line", source: "ground", filter: ["all", is("kind", "boundary"), LARGE], paint: { "line-width": 2 } },
    { id: "reach-fill", type: "fill", source: "reach", paint: { "fill-opacity": 0.11 } },
    { id: "reach-line", type: "line", source: "reach", paint: { "line-width": 2 } },
    { id: "names", type: "symbol", source: "names", minzoom: 10.5, layout: { "icon-image": ["concat", "label|", ["get", "strength"], "|", ["get", "name"]], "icon-padding": 6, "symbol-sort-key": ["get", "rank"] } },
    { id: "halo", type: "circle", source: "lit", paint: { "circle-radius": 22, "circle-opacity": 0.9, "circle-stroke-width": 2 } },
    { id: "sites", type: "symbol", source: "sites", filter: ["!", ["has", "point_count"]], layout: { ...symbols, "icon-image": ["concat", "pin|", ["get", "kind"], "|", ["get", "state"]] } },
    { id: "clusters", type: "symbol", source: "sites", filter: ["has", "point_count"], layout: { ...symbols, "icon-image": ["concat", "count|", ["to-string", ["get", "point_count"]]] } },
    { id: "lit", type: "symbol", source: "lit", layout: { ...symbols, "icon-size": 1.15, "icon-image": ["concat", "pin|", ["get", "kind"], "|", ["get", "state"]] } },
    { id: "places", type: "symbol", source: "places", layout: { ...symbols, "icon-image": ["concat", "place|", ["get", "kind"]] } },
  ];
  return list.map((layer) => ({ ...layer, paint: { ...layer.paint, ...colours[layer.id] } }));
}

/** The whole style. With a tile address the tiles take the place of our own land, water and streets. */
export function style(tile) {
  const sources = {
    ground: geojson(), streets: geojson(), names: geojson(), areas: geojson(), reach: geojson(), places: geojson(), lit: geojson(),
    sites: geojson({ cluster: true, clusterMaxZoom: 13, clusterRadius: 38 }),
  };
  let list = layers(paints());
  if (tile) {
    sources.tiles = { type: "raster", tiles: [tile], tileSize: 256 };
    const own = new Set(["green", "water", "stream", "rail", "streets", "names"]);
    list = list.filter((layer) => !own.has(layer.id));
    list.splice(1, 0, { id: "tiles", type: "raster", source: "tiles" });
  }
  return { version: 8, sources, layers: list };
}
