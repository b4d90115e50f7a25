/* Theme and elder mode change at once and are kept by the form's own address; the language reloads the page.
   Also closes the panel on a click elsewhere, shows the offline line and prints on [data-print]. */
const root = document.documentElement;

function show(name, value) {
  if (name === "theme") {
    if (value === "auto") root.removeAttribute("data-theme");
    else root.dataset.theme = value;
  }
  if (name === "elder") root.toggleAttribute("data-elder", value === "1");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const pressed = event.submitter;
  if (!form.closest("[data-prefs]") || !pressed || pressed.name === "lang") return;
  event.preventDefault();
  show(pressed.name, pressed.value);
  for (const one of form.querySelectorAll(`button[name="${pressed.name}"]`)) {
    one.setAttribute("aria-pressed", String(one === pressed));
  }
  const body = new FormData(form);
  body.set(pressed.name, pressed.value);
  await fetch(form.action, { method: "POST", body, redirect: "manual" });
  document.dispatchEvent(new CustomEvent("sy:look", { detail: { name: pressed.name, value: pressed.value } }));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  for (const panel of document.querySelectorAll("details[data-prefs][open]")) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of document.querySelectorAll("details[data-prefs][open]")) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
});

function network() {
  const line = document.querySelector("[data-offline]");
  if (line) line.hidden = navigator.onLine;
}
window.addEventListener("online", network);
window.addEventListener("offline", network);
network();
