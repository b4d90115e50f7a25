/* Whose device it is now: one's own name, then the PIN. */
import { button, el } from "./dom.js";

let chosen = null;
let typed = "";
let words = "";

export function lock(app) {
  const people = app.state.people;
  const worker = people.find((one) => one.id === chosen);
  return [
    el(
      "div",
      { class: "cf-lock sy-stack" },
      el("h1", {}, app.state.class.name),
      waiting(app),
      el("p", { id: "cf-who" }, app.say("unlock")),
      el(
        "div",
        { class: "cf-grid", role: "group", "aria-labelledby": "cf-who" },
        people.map((one) =>
          el(
            "button",
            {
              type: "button", class: "cf-child", key: one.id, "data-worker": one.id,
              "aria-pressed": String(one.id === chosen),
              onclick: () => {
                chosen = one.id;
                words = typed = "";
                app.show();
                document.getElementById("cf-pin")?.focus();
              },
            },
            el("span", { class: "sy-avatar", "aria-hidden": "true" }, one.name.slice(0, 1)),
            el("span", { class: "cf-name" }, one.name)
          )
        )
      ),
      worker && form(app, worker),
      el("p", {}, el("a", { class: "sy-golink", href: "/account/login/?next=/carer/device/" }, app.say("new_pin")))
    ),
  ];
}

function waiting(app) {
  const left = app.queue.filter((one) => !one.refused).length;
  return left ? el("p", { class: "sy-notice sy-notice-soon", "data-waiting": left }, app.say("waiting", { n: left })) : null;
}

function form(app, worker) {
  const input = el("input", {
    id: "cf-pin", key: "pin", class: "sy-input cf-pin", type: "password", inputmode: "numeric", maxlength: 6,
    autocomplete: "off", value: typed, oninput: () => (typed = input.value),
  });
  return el(
    "form",
    {
      class: "sy-stack-s",
      onsubmit: async (event) => {
        event.preventDefault();
        words = await app.unlock(worker, input.value);
        typed = "";
        if (!words) chosen = null;
        else app.show();
      },
    },
    el("label", { class: "sy-label", for: "cf-pin" }, `${worker.name} · ${app.say("pin")}`),
    input,
    words && el("p", { class: "sy-notice sy-notice-invalid", role: "alert" }, words),
    el("button", { class: "sy-btn sy-btn-primary" }, app.say("open"))
  );
}

export function lockButton(app) {
  return button(app.say("switch"), () => app.leave(), { key: "switch" });
}
