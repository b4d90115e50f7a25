/* Moving a child to another class by drag, by two presses, or by keyboard. Each way only fills in the form below. */
const board = document.querySelector("[data-board]");
const form = document.querySelector("[data-board-form]");
if (board && form) {
  const said = document.querySelector("[data-board-said]");
  const columns = [...board.querySelectorAll("[data-class]")];
  let picked = null;
  let over = -1;

  const say = (words, facts) => {
    said.textContent = words.replace(/\{(\w+)\}/g, (_all, name) => facts[name]);
  };

  function look(index) {
    over = index;
    columns.forEach((one, number) => one.toggleAttribute("data-over", number === index));
    if (index >= 0) say(board.dataset.over, { class: columns[index].dataset.name, free: columns[index].dataset.free });
  }

  function pick(card) {
    picked = card;
    board.setAttribute("data-picking", "");
    card.setAttribute("data-up", "");
    card.querySelector("[data-move]").setAttribute("aria-pressed", "true");
    over = columns.indexOf(card.closest("[data-class]"));
    say(board.dataset.picked, { name: card.dataset.name });
  }

  function release() {
    if (!picked) return;
    board.removeAttribute("data-picking");
    picked.removeAttribute("data-up");
    picked.querySelector("[data-move]").setAttribute("aria-pressed", "false");
    columns.forEach((one) => one.removeAttribute("data-over"));
    picked = null;
  }

  function back() {
    if (!picked) return;
    const name = picked.dataset.name;
    release();
    say(board.dataset.back, { name });
  }

  function drop(column) {
    const card = picked;
    if (!card || card.closest("[data-class]") === column) return back();
    const today = form.elements.starts_on.defaultValue;
    form.elements.case.value = card.dataset.card;
    form.elements.care_class.value = column.dataset.class;
    const grows = column.dataset.band !== card.closest("[data-class]").dataset.band;
    form.elements.starts_on.value = grows && card.dataset.on > today ? card.dataset.on : today;
    release();
    form.setAttribute("data-ready", "");
    form.elements.starts_on.focus();
    form.scrollIntoView({ block: "nearest" });
    say(board.dataset.dropped, { name: card.dataset.name, class: column.dataset.name });
  }

  for (const card of board.querySelectorAll("[data-card]:has([data-move])")) {
    const handle = card.querySelector("[data-move]");
    handle.hidden = false;
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", card.dataset.name);
      event.dataTransfer.effectAllowed = "move";
      release();
      pick(card);
    });
    card.addEventListener("dragend", back);
    handle.addEventListener("click", () => {
      const again = picked === card;
      back();
      if (!again) pick(card);
    });
    handle.addEventListener("keydown", (event) => {
      if (picked !== card) return;
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) look((over + step + columns.length) % columns.length);
      else if (event.key === "Enter" || event.key === " ") drop(columns[over]);
      else if (event.key === "Escape") back();
      else return;
      event.preventDefault();
    });
  }

  columns.forEach((column, index) => {
    column.addEventListener("dragover", (event) => {
      if (!picked) return;
      event.preventDefault();
      if (over !== index) look(index);
    });
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      drop(column);
    });
    column.querySelector("[data-drop]").addEventListener("click", () => drop(column));
  });
  document.querySelector("[data-board-how]").hidden = false;
}
