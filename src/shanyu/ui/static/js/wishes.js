/* Ranked wishes: the selects of the form, one for each rank, become two lists: what is chosen, to be ordered by
   buttons, by keys or by pulling the grip with finger or mouse; and what can still be chosen. The selects stay in the
   form and carry what is sent, so that without this script the page works as it is. */
const root = document.querySelector("[data-wishes]");

function start() {
  const selects = [...root.querySelectorAll("[data-slots] select")];
  const classes = new Map();
  for (const option of selects[0].options) {
    if (option.value) classes.set(option.value, { title: option.dataset.title, note: option.dataset.note });
  }
  const list = root.querySelector("[data-chosen]");
  const left = root.querySelector("[data-left]");
  const live = root.querySelector("[data-live]");
  const filter = root.querySelector("[data-filter]");
  const keys = () => [...list.children].map((row) => row.dataset.key);

  function row(template, key) {
    const made = root.querySelector(template).content.firstElementChild.cloneNode(true);
    const { title, note } = classes.get(key);
    made.dataset.key = key;
    made.querySelector("[data-title]").textContent = title;
    made.querySelector("[data-note]").textContent = note;
    for (const button of made.querySelectorAll("button")) {
      const words = button.dataset.say.replace("%s", title);
      button.setAttribute("aria-label", words);
      button.title = words;
    }
    return made;
  }

  /* What the selects send, what can be pressed, and what is still left, after every change. */
  function settle() {
    const chosen = keys();
    selects.forEach((select, rank) => {
      select.value = chosen[rank] ?? "";
    });
    root.querySelector("[data-none]").hidden = chosen.length > 0;
    [...list.children].forEach((one, rank) => {
      one.querySelector("[data-do=up]").disabled = rank === 0;
      one.querySelector("[data-do=down]").disabled = rank === chosen.length - 1;
    });
    const asked = filter.querySelector("input").value.trim().toLowerCase();
    for (const one of left.children) {
      const { title, note } = classes.get(one.dataset.key);
      one.hidden = chosen.includes(one.dataset.key) || !`${title} ${note}`.toLowerCase().includes(asked);
      one.querySelector("button").disabled = chosen.length >= selects.length;
    }
  }

  function say(words, key) {
    const rank = keys().indexOf(key) + 1;
    live.textContent = words.replace("%s", classes.get(key).title).replace("%n", rank);
  }

  function move(one, by) {
    const rows = [...list.children];
    const to = rows.indexOf(one) + by;
    if (to < 0 || to >= rows.length) return;
    if (by < 0) rows[to].before(one);
    else rows[to].after(one);
    settle();
    say(root.dataset.sayMoved, one.dataset.key);
  }

  function act(button) {
    const one = button.closest("li");
    const { key } = one.dataset;
    const doing = button.dataset.do;
    if (doing === "up" || doing === "down") {
      move(one, doing === "up" ? -1 : 1);
      (button.disabled ? one.querySelector("button:not(:disabled)") : button).focus();
    } else if (doing === "add") {
      list.append(row("template[data-row]", key));
      settle();
      say(root.dataset.sayAdded, key);
      next(left, one).focus();
    } else {
      say(root.dataset.sayGone, key);
      const beside = one.nextElementSibling ?? one.previousElementSibling;
      one.remove();
      settle();
      (beside?.querySelector("[data-do=remove]") ?? next(left, null)).focus();
    }
  }

  /* Where the focus goes when the pressed button is gone: to the next that can be pressed. */
  function next(where, after) {
    const buttons = [...where.querySelectorAll("li:not([hidden]) button:not(:disabled)")];
    const later = after ? buttons.find((one) => after.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) : null;
    return later ?? buttons[0] ?? root.closest("form").querySelector("button:not([type=button])");
  }

  /* Pulling: the row follows the pointer from place to place; letting go keeps the order. */
  function pull(event) {
    const one = event.target.closest("[data-grip]")?.closest("li");
    if (!one || event.button) return;
    event.preventDefault();
    one.dataset.pulled = "";
    const follow = (moved) => {
      const others = [...list.children].filter((row) => row !== one);
      const below = others.find((row) => {
        const box = row.getBoundingClientRect();
        return moved.clientY < box.top + box.height / 2;
      });
      if (below) below.before(one);
      else list.append(one);
    };
    const end = () => {
      delete one.dataset.pulled;
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      settle();
      say(root.dataset.sayMoved, one.dataset.key);
    };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  }

  for (const key of new Set(selects.map((select) => select.value).filter(Boolean))) {
    list.append(row("template[data-row]", key));
  }
  for (const key of classes.keys()) left.append(row("template[data-option]", key));
  filter.hidden = classes.size <= 8;
  filter.addEventListener("input", settle);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) act(button);
  });
  list.addEventListener("pointerdown", pull);
  root.querySelector("[data-slots]").hidden = true;
  root.querySelector("[data-ranked]").hidden = false;
  settle();
}

if (root) start();
