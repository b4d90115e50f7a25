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
    const fresh = new Map();
    const tried = new Set(known);
    for (const one of document.querySelectorAll("html, body, body *:not(svg *)")) {
      const style = getComputedStyle(one);
      const below = ground(style, grounds.get(one.parentElement) ?? { colours: "", floats: false });
      grounds.set(one, below);
      if (!speaks(one) || !shown(one) || one.getBoundingClientRect().width <= 1) continue;
      const idle = one.closest(":disabled, [aria-disabled=true]") !== null;
      const colours = `${letters(style)} ${idle} on ${below.colours}`;
      if (below.floats || !tried.has(colours)) fresh.set(one, below.floats ? "" : colours);
      tried.add(colours);
    }
    return fresh;
  }

  /** What kinds of elements are shown here that this page has not shown before, at another size. */
  function appeared() {
    const before = window.shownBefore ?? new WeakSet();
    const now = [...document.querySelectorAll("body, body *:not(svg *)")].filter(shown);
    const fresh = now.filter((one) => !before.has(one));
    now.forEach((one) => before.add(one));
    window.shownBefore = before;
    return fresh.map((one) => `${one.tagName}.${one.className} ${one.getAttributeNames()}`);
  }

  function small() {
    return [...document.querySelectorAll(TARGETS)].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return shown(one) && Math.min(width, height) < LEAST && Math.max(width, height) > 1;
    });
  }

  // The measuring rules look at what is marked for them: so one run of axe, which first reads the whole page, does all.
  axe.configure({ rules: MEASURING.map((id) => ({ id, selector: `[data-${id}]` })) });

  function mark(rule, elements) {
    document.querySelectorAll(`[data-${rule}]`).forEach((one) => one.removeAttribute(`data-${rule}`));
    elements.forEach((one) => one.setAttribute(`data-${rule}`, ""));
    return elements.length ? [rule] : [];
  }

  /** What axe finds: in the structure of the page if there are `tags`, and where these elements have to be measured. */
  async function violations(tags, texts, targets) {
    const measured = [...mark("color-contrast", texts), ...mark("target-size", targets)];
    const rules = Object.fromEntries(MEASURING.map((rule) => [rule, { enabled: measured.includes(rule) }]));
    const runOnly = tags.length ? { type: "tag", values: tags } : { type: "rule", values: measured };
    if (!runOnly.values.length) return { violations: [], passes: [] };
    const detailed = { resultTypes: ["violations", "passes"], elementRef: true, preload: false };
    return axe.run(document, { ...detailed, runOnly, rules });
  }

  /**
   * The page as it stands: its language, by how much it is too wide and, if `closely`, what axe finds. `colours` and
   * `kinds` of elements are what this window has seen before, and in the answer what it has seen now. The structure
   * is looked at if `whole`, or where a kind of element appears that is not known.
   */
  window.look = async ({ tags, closely, whole, colours, kinds }) => {
    const { lang, scrollWidth, clientWidth } = document.documentElement;
    const answer = { lang, wide: scrollWidth - clientWidth, found: [], colours, kinds };
    if (!closely) return answer;
    const seen = { colours: new Set(colours), kinds: new Set(kinds) };
    const fresh = appeared().filter((one) => !seen.kinds.has(one));
    const texts = unmeasured(seen.colours);
    const found = await violations(whole || fresh.length ? tags : [], [...texts.keys()], small());
    answer.found = found.violations.map((one) => `${one.id} at ${one.nodes[0].target} (${one.nodes.length})`);
    const enough = found.passes.filter((one) => one.id === "color-contrast").flatMap((one) => one.nodes);
    // Colours are known from then on only if axe could tell their contrast and it was enough.
    enough.map((one) => texts.get(one.element)).filter(Boolean).forEach((one) => seen.colours.add(one));
    fresh.forEach((one) => seen.kinds.add(one));
    return { ...answer, colours: [...seen.colours], kinds: [...seen.kinds] };
  };
})();
