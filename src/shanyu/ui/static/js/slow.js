/* Waiting is said, and a form goes once.

   After two seconds of an htmx request or a form's way to the server, the line [data-wait] says what the page waits for:
   the nearest data-wait-for="…" or the default words. A form that is on its way refuses a second submit; coming back
   by the browser's history, or an answer by htmx, opens it again. */
const PATIENCE = 2000;
const waiting = new Map();

function line() {
  return document.querySelector("[data-wait]");
}

function wait(key, words) {
  waiting.set(key, setTimeout(() => {
    const place = line();
    if (!place) return;
    place.querySelector("[data-wait-text]").textContent = words;
    place.hidden = false;
  }, PATIENCE));
}

function arrived(key) {
  clearTimeout(waiting.get(key));
  waiting.delete(key);
  const place = line();
  if (place && waiting.size === 0) place.hidden = true;
}

function words(element, otherwise) {
  return element.closest?.("[data-wait-for]")?.dataset.waitFor || line()?.dataset[otherwise] || "";
}

document.addEventListener("htmx:beforeRequest", (event) => wait(event.detail.xhr, words(event.detail.elt, "default")));
document.addEventListener("htmx:afterRequest", (event) => {
  arrived(event.detail.xhr);
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});

function release(form) {
  delete form.dataset.sent;
  arrived(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  setTimeout(() => {
    if (event.defaultPrevented && !form.matches("[hx-post],[hx-get],[hx-put],[hx-patch],[hx-delete]")) return;
    if (form.method === "get" || form.target === "_blank" || form.dataset.download !== undefined) return;
    form.dataset.sent = "1";
    if (!event.defaultPrevented) wait(form, words(form, "sending"));
  });
}, true);

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) release(form);
});
