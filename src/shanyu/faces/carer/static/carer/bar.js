/* The bar at the bottom: of whom the chosen fact is about to be said, or what was just said and may be taken back. */
import { fits } from "./core.js";
import { button, el } from "./dom.js";

/* No fact is chosen. */
export function nothing() {
  return { chip: null, choice: null, note: "", marked: new Set() };
}

export function cancel(app) {
  app.chosen = nothing();
  app.show();
}

export function bar(app, days) {
  const { chip, marked } = app.chosen;
  if (!chip && app.undoable) return undoBar(app);
  if (!chip) return el("div", { hidden: true });
  const able = app.state.children.filter((child) => fits(chip, days.get(child.id), child));
  const everybody = able.length > 0 && able.every((child) => marked.has(child.id));
  const all = () => {
    app.chosen.marked = new Set(everybody ? [] : able.map((child) => child.id));
    app.show();
  };
  return el(
    "form",
    { class: "cf-bar", onsubmit: (event) => save(event, app, able) },
    el("p", { class: "cf-wide" }, el("strong", {}, chip.label), ` · ${app.say(able.length ? "tap_off" : "nobody_left")}`),
    chip.choices.length > 0 && choices(app, chip),
    chip.words && words(app),
    el(
      "div",
      { class: "sy-actions cf-wide" },
      el("button", { class: "sy-btn sy-btn-next", key: "save", "data-save": true, disabled: marked.size === 0 }, app.say("save_for", { n: marked.size })),
      button(app.say(everybody ? "none" : "all"), all, { key: "all", disabled: able.length === 0 }),
      button(app.say("cancel"), () => cancel(app), { key: "cancel" })
    )
  );
}

function choices(app, chip) {
  const pick = (value) => {
    app.chosen.choice = value;
    app.show();
  };
  return el(
    "div",
    { class: "sy-chips cf-wide", role: "group" },
    chip.choices.map(([value, label]) =>
      el(
        "button",
        { type: "button", class: "sy-chip", key: `choice${value}`, "aria-pressed": String(app.chosen.choice === value), onclick: () => pick(value) },
        label
      )
    )
  );
}

function words(app) {
  const input = el("input", {
    class: "sy-input cf-wide", key: "words", "aria-label": app.say("write"), placeholder: app.say("write"), maxlength: 500,
    value: app.chosen.note, required: true, oninput: () => (app.chosen.note = input.value),
  });
  return input;
}

async function save(event, app, able) {
  event.preventDefault();
  const { chip, choice, note, marked } = app.chosen;
  const children = app.state.children.filter((child) => marked.has(child.id)).map((child) => child.id);
  if (!children.length || (chip.words && !note.trim())) return;
  const label = chip.choices.find(([value]) => value === choice)?.[1];
  const facts = chip.part ? { ...chip.facts, [chip.part]: choice } : chip.facts;
  const rest = able.filter((child) => !marked.has(child.id)).map((child) => child.id);
  const more = rest.length > 0 && chip.choices.length > 0;
  app.chosen = more ? { chip, choice, note: "", marked: new Set(rest) } : nothing();
  await app.note(children, { kind: chip.kind, facts, note: note.trim() }, label ? `${chip.label} · ${label}` : chip.label);
}

function undoBar(app) {
  const { entries, title } = app.undoable;
  return el(
    "div",
    { class: "cf-bar cf-undo", role: "status" },
    el("p", {}, app.say("saved", { what: title, n: entries.length })),
    button(app.say("undo"), () => app.undo(entries, title), { key: "undo", "data-undo": true })
  );
}
