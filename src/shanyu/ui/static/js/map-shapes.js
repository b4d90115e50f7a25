/* How a site looks on a map: its kind is a shape, its state a fill and a mark inside. One set of paths draws the pins
   on the canvas and the legend as SVG. Paths stand in a box of 24 units. */
export const KINDS = {
  nursery: "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18z",
  kindergarten: "M6 3.5h12a2.5 2.5 0 0 1 2.5 2.5v12a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 18V6A2.5 2.5 0 0 1 6 3.5z",
  home_based: "M12 2.5l9.5 8.5H19v10H5V11H2.5z",
  station: "M12 1.5L22.5 12L12 22.5L1.5 12z",
  custody_station: "M12 2.5L22.5 20.5H1.5z",
  school: "M7 3h10l5.5 9L17 21H7L1.5 12z",
  guidance_centre: "M12 1.5l3 6.6l7.2.8l-5.4 4.8l1.5 7.1L12 17.2l-6.3 3.6l1.5-7.1L1.8 8.9l7.2-.8z",
  rehabilitation: "M12 2l10 7.3l-3.8 11.7H5.8L2 9.3z",
  health_centre: "M8.5 2.5h7v6h6v7h-6v6h-7v-6h-6v-7h6z",
};
export const STATES = {
  free: { ground: "--sy-bamboo", edge: "--sy-card", mark: "--sy-bamboo-on", path: "M8.5 12.2l2.4 2.4l4.6-5" },
  full: { ground: "--sy-card", edge: "--sy-bamboo", mark: "--sy-bamboo-ink", path: "M9 12h6" },
  open: { ground: "--sy-lake", edge: "--sy-card", mark: "--sy-lake-on", path: "" },
  soon: { ground: "--sy-straw", edge: "--sy-straw-on", mark: "--sy-straw-on", path: "M12 8.6v3.9M12 15.6v.2" },
  warning: { ground: "--sy-plum", edge: "--sy-card", mark: "--sy-plum-on", path: "M9.3 9.8l5.4 5.4M14.7 9.8l-5.4 5.4" },
  closed: { ground: "--sy-sunken", edge: "--sy-muted", mark: "--sy-muted", path: "M9.5 15l5-6" },
};
const SVG = "http://www.w3.org/2000/svg";

/** The value of a colour token in the theme of now. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function paper(width, height, ratio) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  return pen;
}

function image(pen) {
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}

/** Draw a site's pin: ImageData of 34 × 34 css pixels. */
export function pin(kind, state, ratio) {
  const look = STATES[state] || STATES.open;
  const pen = paper(34, 34, ratio);
  pen.translate(3, 3);
  pen.scale(28 / 24, 28 / 24);
  const shape = new Path2D(KINDS[kind] || KINDS.nursery);
  pen.lineJoin = pen.lineCap = "round";
  pen.strokeStyle = token("--sy-card");
  pen.lineWidth = 4.5;
  pen.stroke(shape);
  pen.fillStyle = token(look.ground);
  pen.fill(shape);
  pen.strokeStyle = token(look.edge);
  pen.lineWidth = 1.8;
  if (look.edge !== "--sy-card") pen.stroke(shape);
  if (look.path) {
    pen.strokeStyle = token(look.mark);
    pen.lineWidth = 2.1;
    if (kind === "custody_station") pen.translate(0, 2.5);
    pen.stroke(new Path2D(look.path));
  }
  return image(pen);
}

/** Draw a cluster: how many sites, in a disc that grows a little with the number. */
export function count(words, ratio) {
  const size = 34 + Math.min(18, words.length * 5);
  const pen = paper(size, size, ratio);
  const middle = size / 2;
  pen.beginPath();
  pen.arc(middle, middle, middle - 2, 0, 7);
  pen.fillStyle = token("--sy-card");
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = token("--sy-bamboo");
  pen.stroke();
  pen.fillStyle = token("--sy-bamboo-ink");
  write(pen, words, middle, middle, 650, 15);
  return image(pen);
}

/** Draw a place of the reader: a ring ("me") or a ring with a square ("work"). */
export function place(kind, ratio) {
  const pen = paper(36, 36, ratio);
  for (const [radius, colour] of [[14, "--sy-card"], [12, "--sy-persimmon"], [7.5, "--sy-card"]]) {
    pen.beginPath();
    if (kind === "work" && radius < 13) pen.roundRect(18 - radius, 18 - radius, radius * 2, radius * 2, 3);
    else pen.arc(18, 18, radius, 0, 7);
    pen.fillStyle = token(colour);
    pen.fill();
  }
  pen.beginPath();
  pen.arc(18, 18, 3.5, 0, 7);
  pen.fillStyle = token("--sy-persimmon");
  pen.fill();
  return image(pen);
}

function write(pen, words, x, y, weight, size) {
  pen.font = `${weight} ${size}px ${token("--sy-font")}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(words, x, y + 1);
}

/** Draw a name in ink with the land's colour around it, so that it reads over lines. */
export function label(words, strength, ratio) {
  const size = strength === "strong" ? 14 : 12.5;
  const weight = strength === "strong" ? 600 : 400;
  const measure = paper(1, 1, ratio);
  measure.font = `${weight} ${size}px ${token("--sy-font")}`;
  const width = Math.ceil(measure.measureText(words).width) + 10;
  const pen = paper(width, 24, ratio);
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = token("--sy-map-land");
  pen.font = measure.font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.strokeText(words, width / 2, 13);
  pen.fillStyle = token(strength === "strong" ? "--sy-ink" : "--sy-muted");
  write(pen, words, width / 2, 12, weight, size);
  return image(pen);
}

/** Draw the image that the map asks for by name: "pin|kind|state", "count|12", "place|me", "label|strong|words". */
export function drawn(name, ratio) {
  const [what, first, second] = name.split("|");
  if (what === "pin") return pin(first, second, ratio);
  if (what === "count") return count(first, ratio);
  if (what === "place") return place(first, ratio);
  if (what === "label") return label(second, first, ratio);
  return null;
}

/** The same pin as an SVG element, for a legend. */
export function symbol(kind, state) {
  const look = STATES[state] || STATES.open;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-1 -1 26 26");
  svg.setAttribute("class", "sy-icon");
  svg.setAttribute("aria-hidden", "true");
  for (const [path, fill, stroke] of [[KINDS[kind], look.ground, look.edge], [look.path, "", look.mark]]) {
    if (!path) continue;
    const drawing = document.createElementNS(SVG, "path");
    drawing.setAttribute("d", path);
    drawing.setAttribute("fill", fill ? `var(${fill})` : "none");
    drawing.setAttribute("stroke", `var(${stroke})`);
    drawing.setAttribute("stroke-width", "2");
    drawing.setAttribute("stroke-linecap", "round");
    svg.append(drawing);
  }
  return svg;
}
