/* A day that goes on by itself: the page asks whether anything is new, with the tag of what it has.

   While nothing is new the answer is 304 and costs next to nothing. A page that nobody looks at asks seldom; one that
   comes back to the front asks at once. What somebody writes or has opened is outside the part that is exchanged. */
const OFTEN = 30_000;
const SELDOM = 300_000;
const place = document.querySelector("[data-day][data-live]");
let waiting;

async function look() {
  clearTimeout(waiting);
  if (navigator.onLine) await ask();
  waiting = setTimeout(look, document.hidden ? SELDOM : OFTEN);
}

async function ask() {
  try {
    const answer = await fetch(place.dataset.day, { headers: { "If-None-Match": place.dataset.tag }, cache: "no-store" });
    if (answer.status === 200 && !answer.redirected) show(await answer.text(), answer.headers.get("ETag"));
  } catch {
    /* The line for a broken network says so (preferences.js); the next round asks again. */
  }
}

function show(part, tag) {
  const made = new DOMParser().parseFromString(part, "text/html");
  place.replaceChildren(...made.body.childNodes);
  place.dataset.tag = tag;
}

if (place) {
  waiting = setTimeout(look, OFTEN);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  addEventListener("online", look);
}
