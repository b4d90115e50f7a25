// Put before every page that is looked at, behind axe: what `looking.py` asks of the page on which the window stands.
(() => {
  const LEAST = 24; // CSS pixels a side: a smaller target needs room around it
  const LARGE = 24; // CSS pixels from which letters count as large
  const LARGE_BOLD = 18.66;
  const TARGETS = "a[href], button, input, select, textarea, summary, [role], [tabindex]";
  const MEASURING = ["color-contrast", "target-size"];
  // Axe's rules about what is written, heard or said; all others are about elements, whatever the language.
  const ABOUT_WORDS = ["cat.text-alternatives", "cat.name-role-value", "cat.language", "cat.forms", "cat.semantics"];

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

  const told = ({ id, violations }) => `${id} at ${violations[0].node.selector} (${violations.length})`;

  /** In place of axe's own report, which describes every element that keeps a rule: what is wrong, and what has
   * contrast enough. Only as long as it runs does axe know how to name an element. */
  function report(results, _options, done) {
    const contrast = results.find((one) => one.id === "color-contrast");
    const enough = (contrast?.passes ?? []).map((one) => one.node.element);
    done({ wrong: results.filter((one) => one.violations.length).map(told), enough });
  }

  /** The names of axe's rules of these tags, or of those among them that are about words. */
  function rulesOf(tags, words) {
    const about = (rule) => !words || rule.tags.some((tag) => ABOUT_WORDS.includes(tag));
    return axe.getRules(tags).filter(about).map((rule) => rule.ruleId).filter((id) => !MEASURING.includes(id));
  }

  /** What axe finds by these rules and, measuring, where these elements have to be measured. */
  async function violations(rules, texts, targets) {
    const values = [...rules, ...mark("color-contrast", texts), ...mark("target-size", targets)];
    if (!values.length) return { wrong: [], enough: [] };
    const runOnly = { type: "rule", values };
    return axe.run(document, { reporter: report, elementRef: true, preload: false, runOnly });
  }

  /**
   * The page as it stands: its language, by how much it is too wide and, if `closely`, what axe finds. `colours` and
   * `kinds` of elements are what has been seen before, and in the answer what nobody had seen. The structure is
   * looked at if `whole`, or where a kind of element appears that is not known; only by rules about `words` if asked.
   */
  window.look = async ({ tags, words, closely, whole, colours, kinds }) => {
    const { lang, scrollWidth, clientWidth } = document.documentElement;
    const answer = { lang, wide: scrollWidth - clientWidth, found: [], colours: [], kinds: [] };
    if (!closely) return answer;
    const known = new Set(kinds);
    const fresh = new Set(appeared().filter((one) => !known.has(one)));
    const texts = unmeasured(colours);
    const rules = whole || fresh.size ? rulesOf(tags, words) : [];
    const found = await violations(rules, [...texts.keys()], small());
    // Colours are known from then on only if axe could tell their contrast and it was enough.
    const enough = new Set(found.enough.map((one) => texts.get(one)).filter(Boolean));
    return { ...answer, found: found.wrong, colours: [...enough], kinds: [...fresh] };
  };
})();
