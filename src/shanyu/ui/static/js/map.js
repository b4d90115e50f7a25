/* The map of Shanyu: one module for every face.

   A frame comes from {% map_frame %} (ui/templatetags/maps.py): a div [data-map] with the addresses of the library, of
   the ground and of the words. All coordinates given and returned are as drawn, [longitude, latitude], in the datum of
   the tiles; the server converts (ui/maps.py).

     import { open } from "./map.js";
     const view = await open(frame);              // null where the browser cannot draw a map; the frame says so
     view.sites(featureCollection, {fit: true});  // properties: id, kind, state, name
     view.place("me", [lon, lat]);  view.place("work", null);
     view.reach(geometry or null);                // the soft area with its edge
     view.areas(featureCollection);               // choropleth: property `colour`; map-classes.js makes the classes
     view.light(id or null);                      // the pin of a site under the pointer or the focus
     view.show(bounds) / view.fly([lon, lat]);
     view.on("site", (properties, lonlat) => …);  // also "area" (properties), "ground" (lonlat of a tap on nothing), "hover" (id)
     view.say(lonlat, element);                   // a bubble with the caller's content
     view.map                                     // MapLibre's own, for what is missing here */
import { EMPTY, paints, style } from "./map-style.js";
import { KINDS, STATES, drawn, symbol } from "./map-shapes.js";
import { supply } from "./map-ground.js";

let library = null;

function bring(frame) {
  library ??= new Promise((resolve, reject) => {
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: frame.dataset.sheet });
    document.head.prepend(sheet);
    const script = Object.assign(document.createElement("script"), { src: frame.dataset.library });
    script.addEventListener("load", () => {
      window.maplibregl.setWorkerUrl(frame.dataset.worker);
      resolve(window.maplibregl);
    });
    script.addEventListener("error", () => {
      library = null;
      reject(new Error("the map library did not arrive"));
    });
    document.head.append(script);
  });
  return library;
}

function feature(lonlat, properties) {
  return { type: "Feature", geometry: { type: "Point", coordinates: lonlat }, properties };
}

function boundsOf(points) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return points.length ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] : null;
}

class View {
  constructor(frame, map, maplibregl, words) {
    Object.assign(this, { frame, map, maplibregl, words, placed: new Map(), listeners: {}, features: [], reached: [], bubble: null });
    this.#listen();
  }

  on(name, listener) {
    this.listeners[name] = listener;
    return this;
  }

  #tell(name, ...facts) {
    return this.listeners[name]?.(...facts);
  }

  #listen() {
    const { map } = this;
    map.on("styleimagemissing", ({ id }) => this.#draw(id));
    document.addEventListener("sy:look", () => requestAnimationFrame(() => this.#repaint()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#repaint());
    map.on("click", (event) => this.#click(event));
    for (const layer of ["sites", "clusters"]) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    map.on("mousemove", "sites", (event) => this.#tell("hover", event.features[0].properties.id));
    map.on("mouseleave", "sites", () => this.#tell("hover", null));
    map.on("idle", () => this.#count());
  }

  /** Say on the frame how many pins and whether an area of reach are on the screen: a canvas cannot be asked. */
  #count() {
    const seen = (...layers) => this.map.queryRenderedFeatures({ layers }).length;
    Object.assign(this.frame.dataset, { pins: seen("sites", "clusters"), reach: seen("reach-fill") ? "drawn" : "" });
  }

  #draw(name) {
    const ratio = Math.min(3, Math.max(1, window.devicePixelRatio));
    const picture = drawn(name, ratio);
    if (picture && !this.map.hasImage(name)) this.map.addImage(name, picture, { pixelRatio: ratio });
  }

  #repaint() {
    for (const [layer, colours] of Object.entries(paints())) {
      if (!this.map.getLayer(layer)) continue;
      for (const [name, value] of Object.entries(colours)) this.map.setPaintProperty(layer, name, value);
    }
    for (const name of this.map.listImages()) {
      this.map.removeImage(name);
      this.#draw(name);
    }
  }

  async #click(event) {
    const around = [[event.point.x - 8, event.point.y - 8], [event.point.x + 8, event.point.y + 8]];
    const [hit] = this.map.queryRenderedFeatures(around, { layers: ["lit", "sites", "clusters"] });
    const lonlat = event.lngLat.toArray();
    if (hit?.properties.cluster) {
      const source = this.map.getSource("sites");
      const zoom = await source.getClusterExpansionZoom(hit.properties.cluster_id);
      this.map.easeTo({ center: hit.geometry.coordinates, zoom: zoom + 0.3 });
    } else if (hit) {
      this.#tell("site", hit.properties, hit.geometry.coordinates);
    } else {
      const [area] = this.map.queryRenderedFeatures(event.point, { layers: ["areas-fill"] });
      if (area) this.#tell("area", area.properties, lonlat);
      else this.#tell("ground", lonlat);
    }
  }

  sites(collection, { fit = false } = {}) {
    this.features = collection.features;
    this.map.getSource("sites").setData(collection);
    this.light(null);
    this.#legend();
    if (fit) this.fit();
    return this;
  }

  /** Show the reader's places with the area within reach and the nearest sites, or all sites where no place is known. */
  fit() {
    const places = [...this.placed.values()];
    const spots = this.features.map((one) => one.geometry.coordinates);
    if (places.length) {
      const away = ([x, y]) => Math.min(...places.map(([px, py]) => (x - px) ** 2 + (y - py) ** 2));
      spots.sort((one, other) => away(one) - away(other)).splice(this.reached.length ? 3 : 12);
    }
    const box = boundsOf([...spots, ...places, ...this.reached]);
    if (box) this.show(box);
  }

  place(kind, lonlat) {
    if (lonlat) this.placed.set(kind, lonlat);
    else this.placed.delete(kind);
    const features = [...this.placed].map(([name, where]) => feature(where, { kind: name }));
    this.map.getSource("places").setData({ ...EMPTY, features });
    return this;
  }

  reach(geometry) {
    const features = geometry ? [{ type: "Feature", geometry, properties: {} }] : [];
    this.reached = geometry ? geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2) : [];
    this.map.getSource("reach").setData({ ...EMPTY, features });
    return this;
  }

  areas(collection) {
    this.map.getSource("areas").setData(collection || EMPTY);
    return this;
  }

  light(id) {
    const features = this.features.filter((one) => one.properties.id === id);
    this.map.getSource("lit").setData({ ...EMPTY, features });
    return features[0]?.geometry.coordinates ?? null;
  }

  show(box) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding: 48, maxZoom: 15.5, duration: calm ? 0 : 200 });
  }

  fly(lonlat) {
    this.map.easeTo({ center: lonlat, zoom: Math.max(this.map.getZoom(), 14.5), duration: 200 });
  }

  centre() {
    return this.map.getCenter().toArray();
  }

  say(lonlat, content) {
    this.hush();
    this.bubble = new this.maplibregl.Popup({ maxWidth: "18rem", offset: 18, className: "sy-bubble" })
      .setLngLat(lonlat).setDOMContent(content).addTo(this.map);
    return this.bubble;
  }

  hush() {
    this.bubble?.remove();
    this.bubble = null;
  }

  #legend() {
    const list = this.frame.querySelector("[data-legend]");
    if (!list) return;
    const used = (name) => new Set(this.features.map((one) => one.properties[name]));
    const [kinds, states] = [used("kind"), used("state")];
    const line = (picture, text) => {
      const item = document.createElement("li");
      item.append(picture, text);
      return item;
    };
    list.replaceChildren(
      ...Object.keys(KINDS).filter((kind) => kinds.has(kind)).map((kind) => line(symbol(kind, "open"), this.words.kinds[kind])),
      ...Object.keys(STATES).filter((state) => states.has(state) && state !== "open").map((state) => line(symbol("nursery", state), this.words.states[state])),
    );
  }
}

function ready(map) {
  return new Promise((resolve) => (map.isStyleLoaded() ? resolve() : map.once("load", resolve)));
}

function unable(frame) {
  const words = frame.querySelector("[data-unable]");
  if (words) words.hidden = false;
  frame.dataset.state = "unable";
  return null;
}

/** Draw the map in `frame` and return its View, or null (and the frame says so) where it cannot be drawn. */
export async function open(frame, options = {}) {
  const words = JSON.parse(frame.dataset.words);
  const box = (frame.dataset.bounds || "").split(",").map(Number);
  let maplibregl, map;
  try {
    maplibregl = await bring(frame);
    map = new maplibregl.Map({
      container: frame.querySelector("[data-canvas]"),
      style: style(frame.dataset.tile),
      bounds: box.length === 4 ? box : undefined,
      fitBoundsOptions: { padding: 32, maxZoom: 15.5 },
      minZoom: 8, maxZoom: 18, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      attributionControl: false, fadeDuration: 0, locale: words.controls, ...options,
    });
  } catch (trouble) {
    if (!(trouble instanceof Error)) throw trouble;
    return unable(frame);
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-left");
  const view = new View(frame, map, maplibregl, words);
  await ready(map);
  supply(map, frame.dataset.ground, frame.dataset.tile ? "" : frame.dataset.streets, (note) => {
    const place = frame.querySelector("[data-note]");
    if (place && note) place.textContent = note;
  });
  frame.dataset.state = "ready";
  return view;
}
