/* A site's page: the small map, drawn when it comes into view; back to the list; comparing with what was chosen. */
const frame = document.querySelector("[data-site-map]");

function point(text) {
  return text ? text.split(",").map(Number) : null;
}

async function draw() {
  const { open } = await import(frame.dataset.module);
  const view = await open(frame.querySelector("[data-map]"), { cooperativeGestures: true });
  if (!view) return;
  const { pin, start, kind, name } = frame.dataset;
  view.place("me", point(start));
  view.sites({
    type: "FeatureCollection",
    features: [{ type: "Feature", geometry: { type: "Point", coordinates: point(pin) }, properties: { id: "here", kind, name, state: "open" } }],
  }).light("here");
}

if (frame) {
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    draw();
  });
  watch.observe(frame);
}

const back = document.querySelector("[data-back]");
back?.addEventListener("click", (event) => {
  if (document.referrer.startsWith(`${location.origin}${new URL(back.href).pathname}`) && history.length > 1) {
    event.preventDefault();
    history.back();
  }
});

// Paper has no folds.
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details[data-print-open]")) fold.open = true;
});
