/* What was noted today, what the server would not take, and what two tablets say differently. */
import { standing } from "./core.js";
import { button, clock, dialog, el, icon } from "./dom.js";
import { sheet } from "./forms.js";

/* An entry in words. */
export function describe(app, entry) {
  const named = app.words.vocabulary;
  const { kind, facts } = entry;
  const of = (name, value) => named[name]?.[value] ?? value;
  const details = {
    check: () => [of("check", facts.slot), of("outcome", facts.outcome), ...(facts.symptoms ?? []).map((one) => of("symptoms", one))],
    meal: () => [of("meal", facts.slot), of("amount", facts.amount)],
    water: () => [of("kind", kind), `${facts.ml} ml`],
    sleep: () => [of("sleep", facts.slot), of("state", facts.state), facts.quality && of("quality", facts.quality)],
    position: () => [of("kind", kind), of("position", facts.position)],
    toilet: () => [of("what", facts.what), facts.stool && of("stool", facts.stool)],
    outdoor: () => [of("outdoor", facts.state)],
    mood: () => [of("kind", kind), of("mood", facts.mood)],
    activity: () => [of("kind", kind), facts.domain && of("domain", facts.domain)],
    observation: () => [of("kind", kind), of("domain", facts.domain)],
  };
  return [...(details[kind] ?? (() => [of("kind", kind)]))(), entry.note].filter(Boolean).join(" · ");
}

function nameOf(app, child) {
  return app.state.children.find((one) => one.id === child)?.name ?? "";
}

export function refusedOf(app) {
  const refused = app.queue.filter((one) => one.refused);
  if (!refused.length) return [];
  const edit = (entry) => {
    const child = app.state.children.find((one) => one.id === entry.child);
    app.drop(entry);
    if (child) sheet(app, child);
  };
  return [
    el(
      "section",
      { class: "sy-card sy-stack-s cf-refused", role: "alert", "data-refused": refused.length },
      el("h2", { class: "sy-card-title" }, icon("octagon-alert"), app.say("refused_title")),
      refused.map((one) =>
        el(
          "div",
          { class: "cf-row" },
          el("p", {}, el("strong", {}, `${nameOf(app, one.child)} · ${one.title}`), el("br"), one.refused),
          el(
            "div",
            { class: "sy-actions" },
            button(app.say("again"), () => app.again(one), { key: `again${one.mark}` }),
            button(app.say("edit"), () => edit(one), { key: `edit${one.mark}` }),
            button(app.say("drop"), () => app.drop(one), { key: `drop${one.mark}` })
          )
        )
      )
    ),
  ];
}

export function conflictsOf(app, days) {
  const groups = [...days].flatMap(([child, day]) => day.conflicts.map((group) => [child, group]));
  if (!groups.length) return [];
  return [
    el(
      "section",
      { class: "sy-card sy-stack-s", "data-conflicts": groups.length },
      el("h2", { class: "sy-card-title" }, icon("git-compare"), app.say("disputed_title")),
      groups.map(([child, group]) =>
        el(
          "div",
          { class: "cf-row" },
          el("p", {}, el("strong", {}, nameOf(app, child))),
          el(
            "div",
            { class: "sy-actions" },
            group.map((one) =>
              button(`${describe(app, one)} · ${one.name ?? ""} ${clock(one.at)}`, () => settle(app, child, one, group), {
                key: `settle${one.mark}`, "data-settle": one.mark,
              })
            )
          )
        )
      )
    ),
  ];
}

/* One entry that stands for all of them and says what this one says. */
function settle(app, child, one, group) {
  const { kind, facts, note } = one;
  const fact = { kind, facts, note, at: Date.parse(one.at), replaces: [group.map((each) => each.mark)] };
  return app.note([child], fact, describe(app, one));
}

/* Everything that stands today, the newest first, each with its undo. */
export function todayList(app) {
  const batches = new Map();
  const entries = standing(app.state.children.flatMap((child) => app.day(child.id).entries));
  for (const one of entries) {
    const key = one.batch || one.mark;
    batches.set(key, [...(batches.get(key) ?? []), one]);
  }
  const lines = [...batches.values()].reverse();
  const open = dialog(
    app.say("list"),
    app.say("close"),
    lines.length
      ? lines.map((group) =>
          el(
            "div",
            { class: "cf-row" },
            el(
              "p",
              {},
              el("strong", {}, describe(app, group[0])),
              ` · ${group.length > 3 ? group.length : group.map((one) => nameOf(app, one.child)).join("、")} · ${clock(group[0].at)}`
            ),
            button(app.say("undo"), () => {
              open.close();
              app.undo(group, describe(app, group[0]));
            })
          )
        )
      : el("p", { class: "sy-muted" }, app.say("nothing_yet"))
  );
}
