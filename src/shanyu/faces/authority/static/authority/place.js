/* Where one site stands. */
const place = document.querySelector("[data-place-map]");
const { open } = await import(place.dataset.module);
const view = await open(place.querySelector("[data-map]"));
if (view) {
  const { lon, lat, kind, state, name } = place.dataset;
  const point = { type: "Point", coordinates: [Number(lon), Number(lat)] };
  view.sites({ type: "FeatureCollection", features: [{ type: "Feature", geometry: point, properties: { id: name, kind, state, name } }] });
}
