/* Elements made by script: text is always text. */

export function el(tag, facts = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "key") made.dataset.key = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

export function button(words, onclick, facts = {}) {
  const { class: classes = "", ...rest } = facts;
  return el("button", { type: "button", class: `sy-btn ${classes}`.trim(), onclick, ...rest }, words);
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "sy-icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.querySelector("[data-floor]").dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

export function clock(moment) {
  return new Date(moment).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

/* A dialog that closes by its button, Escape and its veil, and is gone then. */
export function dialog(title, close, ...body) {
  const made = el(
    "dialog",
    { class: "sy-dialog cf-sheet", "aria-labelledby": "cf-title", onclose: () => made.remove() },
    el(
      "div",
      { class: "sy-dialog-head" },
      el("h2", { id: "cf-title" }, title),
      button(icon("x"), () => made.close(), { class: "sy-btn-quiet sy-btn-icon", "aria-label": close })
    ),
    el("div", { class: "sy-dialog-body sy-stack" }, ...body)
  );
  document.body.append(made);
  made.showModal();
  return made;
}
