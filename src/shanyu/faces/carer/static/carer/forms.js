/* One child: its day so far, the facts that can be said of it now, the check with findings, a medicine. */
import { fits } from "./core.js";
import { handOver } from "./door.js";
import { button, clock, dialog, el, icon } from "./dom.js";
import { describe } from "./lists.js";

const LOOKED_AT = ["mouth", "hands", "skin", "eyes", "spirits"];

export function sheet(app, child) {
  const day = app.day(child.id);
  const open = dialog(
    child.name,
    app.say("close"),
    child.allergies.length > 0 &&
      el("p", { class: "sy-notice sy-notice-due" }, icon("triangle-alert"), app.say("allergy", { what: child.allergies.join("、") })),
    !day.state.present && day.state.leftAt === null && handOver(app, child, "arrival", () => open.close()),
    facts(app, child, day, () => open),
    day.state.present && medicines(app, child, day, () => open.close()),
    day.state.present && handOver(app, child, "departure", () => open.close()),
    day.state.present && rooms(app, child, () => open.close()),
    timeline(app, child, day, () => open)
  );
}

/* Facts of the usual day that fit: one tap, or two where there is something to choose. */
function facts(app, child, day, sheetOf) {
  const able = app.state.chips.filter((chip) => !["arrival", "departure"].includes(chip.kind) && fits(chip, day, child));
  const take = (chip) => {
    sheetOf().close();
    if (!chip.choices.length && !chip.words) return app.note([child.id], { kind: chip.kind, facts: chip.facts }, chip.label);
    return pick(app, child, chip, []);
  };
  return el(
    "div",
    { class: "sy-chips" },
    able.map((chip) => el("button", { type: "button", class: "sy-chip cf-chip", "data-say": chip.id, onclick: () => take(chip) }, icon(chip.icon), chip.label)),
    day.state.present &&
      el(
        "button",
        { type: "button", class: "sy-chip cf-chip", "data-say": "check", onclick: () => (sheetOf().close(), check(app, child, [])) },
        icon("stethoscope"),
        app.say("check")
      )
  );
}

function pick(app, child, chip, replaces) {
  const input = chip.words && el("input", { class: "sy-input", "aria-label": app.say("write"), placeholder: app.say("write"), maxlength: 500 });
  const save = (value, label) => {
    const note = input ? input.value.trim() : "";
    if (chip.words && !note) return input.focus();
    open.close();
    const told = chip.part ? { ...chip.facts, [chip.part]: value } : chip.facts;
    return app.note([child.id], { kind: chip.kind, facts: told, note, replaces: [replaces] }, label ? `${chip.label} · ${label}` : chip.label);
  };
  const choices = chip.choices.length ? chip.choices : [[null, app.say("save")]];
  const open = dialog(
    `${child.name} · ${chip.label}`,
    app.say("close"),
    input,
    el("div", { class: "sy-actions" }, choices.map(([value, label]) => button(label, () => save(value, chip.choices.length ? label : "")))) 
  );
}

/* 一摸二看三问四查: normal is one tap; what is not is named. */
function check(app, child, replaces) {
  const named = app.words.vocabulary;
  const minute = new Date(app.now()).getHours() * 60;
  const slot = minute < 600 ? "morning" : minute < 960 && minute >= 720 ? "noon" : "watch";
  const select = (name, label, options, chosen) =>
    el(
      "p",
      { class: "sy-field" },
      el("label", { class: "sy-label", for: `cf-${name}` }, label),
      el(
        "select",
        { class: "sy-input", id: `cf-${name}`, name },
        Object.entries(options).map(([value, words]) => el("option", { value, selected: value === chosen }, words))
      )
    );
  const several = (name) =>
    el(
      "fieldset",
      {},
      el("legend", { class: "sy-label" }, app.say(name)),
      el(
        "div",
        { class: "sy-chips" },
        Object.entries(named[name]).map(([value, words]) =>
          el("label", { class: "sy-chip" }, el("input", { type: "checkbox", name, value }), el("span", { class: "sy-chip-mark" }, icon("check")), words)
        )
      )
    );
  const wrong = el("p", { class: "sy-notice sy-notice-invalid", role: "alert", hidden: true }, app.say("temperature_wrong"));
  const send = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const degrees = Number(given.get("temperature").replace(",", "."));
    const tenths = Math.round(degrees * 10);
    wrong.hidden = !given.get("temperature") || (tenths >= 330 && tenths <= 430);
    if (!wrong.hidden) return;
    const told = { slot: given.get("slot"), outcome: given.get("outcome") };
    for (const name of LOOKED_AT) told[name] = given.get(name);
    for (const name of ["symptoms", "objects"]) if (given.getAll(name).length) told[name] = given.getAll(name);
    if (given.get("temperature")) told.temperature = tenths;
    open.close();
    app.note([child.id], { kind: "check", facts: told, note: given.get("note").trim(), replaces: [replaces] }, named.check[told.slot]);
  };
  const normal = Object.fromEntries(LOOKED_AT.map((name) => [name, "ok"]));
  const allNormal = (event) => {
    const chosen = event.target.closest("form").elements.slot.value;
    open.close();
    return app.note([child.id], { kind: "check", facts: { slot: chosen, ...normal, outcome: "in_class" }, replaces: [replaces] }, named.check[chosen]);
  };
  const open = dialog(
    `${child.name} · ${app.say("look")}`,
    app.say("close"),
    el(
      "form",
      { class: "sy-stack", onsubmit: send, "data-check": true },
      select("slot", app.say("check"), named.check, slot),
      button(app.say("normal"), allNormal, { class: "sy-btn-primary" }),
      el(
        "p",
        { class: "sy-field" },
        el("label", { class: "sy-label", for: "cf-temperature" }, app.say("temperature")),
        el("input", { class: "sy-input", id: "cf-temperature", name: "temperature", inputmode: "decimal", autocomplete: "off" })
      ),
      wrong,
      LOOKED_AT.map((name) => select(name, app.say(name), named.finding, "ok")),
      several("symptoms"),
      several("objects"),
      select("outcome", app.say("outcome"), named.outcome, "in_class"),
      el("input", { class: "sy-input", name: "note", "aria-label": app.say("write"), placeholder: app.say("write"), maxlength: 500 }),
      el("button", { class: "sy-btn sy-btn-next" }, app.say("save"))
    )
  );
}

function medicines(app, child, day, close) {
  const others = app.state.workers.filter((one) => one.id !== app.me.id);
  const left = child.medicines.flatMap((one) => one.times.map((time) => [one, time])).filter(
    ([one, time]) => !day.standing.some(({ kind, facts: told }) => kind === "medication" && told.request === one.request && told.slot === time)
  );
  const give = (one, time, witness) => {
    close();
    const told = { request: one.request, slot: time, given_by: app.me.id, witnessed_by: witness.id };
    return app.note([child.id], { kind: "medication", facts: told }, `${app.say("medicine")} · ${one.drug}`);
  };
  return left.map(([one, time]) =>
    el(
      "section",
      { class: "sy-card sy-stack-s" },
      el("h3", { class: "sy-card-title" }, `${app.say("medicine")} · ${Math.floor(time / 60)}:${String(time % 60).padStart(2, "0")} · ${one.drug} ${one.dose}`),
      el("p", { class: "sy-muted" }, app.say("witness")),
      el("div", { class: "sy-actions" }, others.map((witness) => button(witness.name, () => give(one, time, witness))))
    )
  );
}

function rooms(app, child, close) {
  if (!app.state.rooms.length) return null;
  const move = (room) => {
    close();
    return app.note([child.id], { kind: "moved", facts: { to_class: room.id } }, `${app.say("move")} · ${room.name}`);
  };
  return el(
    "details",
    {},
    el("summary", { class: "sy-btn" }, app.say("move")),
    el("div", { class: "sy-actions" }, app.state.rooms.map((room) => button(room.name, () => move(room))))
  );
}

function timeline(app, child, day, sheetOf) {
  const change = (entry) => {
    const chip = app.state.chips.find((one) => one.kind === entry.kind && one.facts.slot === entry.facts.slot && one.choices.length);
    sheetOf().close();
    if (entry.kind === "check") return check(app, child, [entry.mark]);
    return pick(app, child, chip, [entry.mark]);
  };
  const can = (entry) => entry.kind === "check" || app.state.chips.some((one) => one.kind === entry.kind && one.facts.slot === entry.facts.slot && one.choices.length);
  return el(
    "ol",
    { class: "cf-timeline" },
    [...day.standing].reverse().map((entry) =>
      el(
        "li",
        { class: "cf-row" },
        el("p", {}, el("strong", {}, clock(entry.at)), ` ${describe(app, entry)}`, el("br"), el("span", { class: "sy-small sy-muted" }, entry.name ?? "")),
        el(
          "div",
          { class: "sy-actions" },
          can(entry) && button(app.say("edit"), () => change(entry)),
          button(app.say("undo"), () => (sheetOf().close(), app.undo([entry], describe(app, entry))))
        )
      )
    )
  );
}
