// Put before every page that is looked at, behind axe: what `looking.py` asks of the page on which the window stands.
(() => {
  const LEAST = 24; // CSS pixels a side: a smaller target needs room around it
  const LARGE = 24; // CSS pixels from which letters count as large
  const LARGE_BOLD = 18.66;
  const TARGETS = "a[href], button, input, select, textarea, summary, [role], [tabindex]";
  const MEASURING = ["color-contrast", "target-size"];

  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const speaks = (one) => [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim());

  /** The colours upon each other behind an element; `floats` where they lie upon what is not its ancestor. */
  function ground(style, below) {
    const own = `${style.backgroundColor} ${style.backgroundImage}`;
    if (style.backgroundColor.startsWith("rgb(") && style.opacity === "1") return { colours: own, floats: false };
    const floats = below.floats || style.position === "absolute" || style.position === "fixed";
    return { colours: `${below.colours} ${own} ${style.opacity}`, floats };
  }

  function letters(style) {
    const size = parseFloat(style.fontSize);
    return `${style.color} ${style.textShadow} ${size >= LARGE || (size >= LARGE_BOLD && style.fontWeight >= 700)}`;
  }

  /** The shown elements with text whose contrast is not known by their colours, or not by colours alone. */
  function unmeasured(known) {
    const grounds = new Map();
    return [...document.querySelectorAll("html, body, body *:not(svg *)")].filter((one) => {
      const style = getComputedStyle(one);
      const below = ground(style, grounds.get(one.parentElement) ?? { colours: "", floats: false });
      grounds.set(one, below);
      if (!speaks(one) || !shown(one) || one.getBoundingClientRect().width <= 1) return false;
      const colours = `${letters(style)} on ${below.colours}`;
      const fresh = below.floats || !known.has(colours);
      known.add(colours);
      return fresh;
    });
  }

  function small() {
    return [...document.querySelectorAll(TARGETS)].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return shown(one) && Math.min(width, height) < LEAST && Math.max(width, height) > 1;
    });
  }

  async function violations(context, options) {
    const found = await axe.run(context, { ...options, resultTypes: ["violations"], preload: false });
    return found.violations.map((one) => `${one.id} at ${one.nodes[0].target} (${one.nodes.length})`);
  }

  async function measured(rule, elements) {
    return elements.length ? violations({ include: elements }, { runOnly: { type: "rule", values: [rule] } }) : [];
  }

  /** What axe finds, and the colours known afterwards; the measuring rules look at everything only if `closely`. */
  window.look = async ({ tags, closely, known }) => {
    const colours = new Set(known);
    const fresh = unmeasured(colours);
    const runOnly = { type: "tag", values: tags };
    if (closely) return [await violations(document, { runOnly }), [...colours]];
    const rules = Object.fromEntries(MEASURING.map((rule) => [rule, { enabled: false }]));
    const found = await violations(document, { runOnly, rules });
    found.push(...(await measured("color-contrast", fresh)), ...(await measured("target-size", small())));
    return [found, [...colours]];
  };
})();
