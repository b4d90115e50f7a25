/* The class on the screen: what has not arrived, who is there, the facts of the day, the children. */
import { bar, cancel } from "./bar.js";
import { fits } from "./core.js";
import { button, clock, el, icon } from "./dom.js";
import { sheet } from "./forms.js";
import { conflictsOf, refusedOf, todayList } from "./lists.js";
import { lockButton } from "./lock.js";

export function draw(app) {
  const days = new Map(app.state.children.map((child) => [child.id, app.day(child.id)]));
  return [
    top(app, days),
    connection(app),
    ...refusedOf(app),
    ...conflictsOf(app, days),
    ...due(app, days),
    chips(app, days),
    app.state.children.length ? grid(app, days) : el("p", { class: "sy-muted" }, app.say("empty")),
    el("p", {}, button(app.say("list"), () => todayList(app), { key: "list" })),
    bar(app, days),
  ];
}

function top(app, days) {
  const { state } = app;
  const present = state.children.filter((child) => inRoom(app, child, days.get(child.id))).length;
  const carers = state.shifts.length;
  const above = state.class.most !== null && present > carers * state.class.most;
  const here = state.shifts.includes(app.me.id);
  const shift = async () => {
    if (await app.link.shift(here ? 0 : state.class.id)) await app.link.hurry();
    else app.toast(app.say("needs_network"));
  };
  return el(
    "header",
    { class: "cf-top" },
    el("h1", { class: "cf-title" }, state.class.name),
    el(
      "p",
      { class: `sy-badge ${above ? "sy-badge-invalid" : "sy-badge-valid"}`, "data-ratio": `${present}/${carers}` },
      `${app.say("present", { n: present })} · ${app.say("carers", { n: carers })}`
    ),
    el(
      "div",
      { class: "cf-me" },
      state.classes
        .filter((one) => one.id !== state.class.id)
        .map((one) => button(one.name, () => app.room(one.id), { key: `room${one.id}` })),
      el("strong", {}, app.me.name),
      button(app.say(here ? "end" : "begin"), shift, { key: "shift", class: here ? "" : "sy-btn-primary" }),
      lockButton(app)
    ),
    above &&
      el(
        "p",
        { class: "sy-notice sy-notice-invalid cf-wide", role: "alert" },
        icon("octagon-alert"),
        carers ? app.say("above", { n: carers, most: carers * state.class.most }) : app.say("no_carer")
      )
  );
}

function inRoom(app, child, day) {
  const room = day.state.inClass;
  return day.state.present && (room === app.state.class.id || (room === null && !child.guest));
}

function connection(app) {
  const left = app.queue.filter((one) => !one.refused).length;
  const words = left ? app.say("waiting", { n: left }) : app.say("all_arrived");
  return el(
    "div",
    { class: `sy-notice ${left ? "sy-notice-soon" : "sy-notice-valid"} cf-line`, role: "status", "data-waiting": left },
    icon(left ? "cloud-off" : "circle-check"),
    el("div", {}, words, app.connection === "offline" ? ` · ${app.say("offline")}` : "")
  );
}

/* Medicines whose time has come, and infants whose sleeping position is to be looked at. */
function due(app, days) {
  const now = new Date(app.now());
  const minute = now.getHours() * 60 + now.getMinutes();
  const lines = [];
  for (const child of app.state.children) {
    const day = days.get(child.id);
    for (const one of child.medicines) {
      for (const time of one.times) {
        const given = day.standing.some(
          ({ kind, facts }) => kind === "medication" && facts.request === one.request && facts.slot === time
        );
        if (given || !day.state.present || time > minute + 30) continue;
        const at = `${String(Math.floor(time / 60)).padStart(2, "0")}:${String(time % 60).padStart(2, "0")}`;
        const words = `${child.name} · ${app.say("medicine_due", { time: at, drug: one.drug, dose: one.dose })}`;
        lines.push(
          el("p", { class: "sy-notice sy-notice-due" }, icon("timer"), button(words, () => sheet(app, child), { key: `due${one.request}${time}` }))
        );
      }
    }
  }
  const sleeping = app.state.class.infants ? app.state.children.filter((child) => overdue(app, days.get(child.id))) : [];
  if (sleeping.length) {
    const names = sleeping.map((child) => child.name).join("、");
    lines.push(el("p", { class: "sy-notice sy-notice-due", role: "alert" }, icon("bed"), app.say("position_due", { names })));
  }
  return lines;
}

function overdue(app, day) {
  if (day.state.asleepSince === null) return false;
  const looked = day.standing.filter((one) => one.kind === "position").map((one) => Date.parse(one.at));
  return app.now() - Math.max(day.state.asleepSince, ...looked) > app.state.position_minutes * 60_000;
}

/* The facts of the usual day; the ones of this hour are marked. */
function chips(app, days) {
  const now = new Date(app.now());
  const minute = now.getHours() * 60 + now.getMinutes();
  const { chip } = app.chosen;
  return el(
    "div",
    { class: "cf-chips", role: "group", "aria-label": app.say("list") },
    app.state.chips.map((one) =>
      el(
        "button",
        {
          type: "button", class: `sy-chip cf-chip ${Math.abs(one.at - minute) <= 45 ? "cf-now" : ""}`, key: one.id,
          "data-chip": one.id, "aria-pressed": String(chip?.id === one.id),
          onclick: () => choose(app, one, days),
        },
        icon(one.icon),
        one.label
      )
    )
  );
}

function choose(app, chip, days) {
  if (app.chosen.chip?.id === chip.id) return cancel(app);
  const able = app.state.children.filter((child) => fits(chip, days.get(child.id), child)).map((child) => child.id);
  app.chosen = { chip, choice: chip.choices[0]?.[0] ?? null, note: "", marked: new Set(able) };
  app.show();
}

function grid(app, days) {
  return el(
    "div",
    { class: "cf-grid", role: "group", "aria-label": app.state.class.name },
    app.state.children.map((child) => tile(app, child, days.get(child.id)))
  );
}

function tile(app, child, day) {
  const { chip, marked } = app.chosen;
  const able = !chip || fits(chip, day, child);
  const where = whereabouts(app, child, day);
  const press = () => {
    if (!chip) return sheet(app, child);
    if (!marked.delete(child.id)) marked.add(child.id);
    return app.show();
  };
  return el(
    "button",
    {
      type: "button", key: child.id, "data-child": child.id, onclick: press, disabled: !able,
      class: `cf-child ${day.state.present ? "cf-here" : ""} ${child.leave ? "cf-leave" : ""} ${day.state.isolated ? "cf-isolated" : ""}`,
      "aria-pressed": chip ? String(marked.has(child.id)) : undefined,
    },
    el("span", { class: "sy-avatar", "aria-hidden": "true" }, child.name.slice(-2)),
    el("span", { class: "cf-name" }, child.name),
    el("span", { class: "cf-state" }, where),
    child.allergies.length
      ? el("span", { class: "cf-note" }, icon("triangle-alert"), app.say("allergy", { what: child.allergies.join("、") }))
      : null,
    day.conflicts.length ? el("span", { class: "sy-badge sy-badge-due" }, app.say("disputed")) : null,
    day.unsent ? el("span", { class: "sy-badge sy-badge-soon" }, app.say("unsent")) : null
  );
}

function whereabouts(app, child, { state }) {
  if (state.isolated) return app.say("isolated");
  if (state.asleepSince !== null && state.present) return `${app.say("asleep")} ${clock(state.asleepSince)}`;
  if (state.outdoorsSince !== null && state.present) return `${app.say("outdoors")} ${clock(state.outdoorsSince)}`;
  if (state.present) return `${app.say(child.guest ? "guest" : "here")} ${clock(state.arrivedAt)}`;
  if (state.leftAt !== null) return `${app.say("gone")} ${clock(state.leftAt)}`;
  return child.leave ? app.say("leave", { why: child.leave }) : app.say("away");
}
