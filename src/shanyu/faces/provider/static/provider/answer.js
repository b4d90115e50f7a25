/* Choosing a class puts its first possible day into the form, unless another day was typed. */
const form = document.querySelector("[data-answer]");
if (form) {
  const day = form.elements.starts_on;
  const suggested = new Set([...form.querySelectorAll("[data-on]")].map((one) => one.dataset.on));
  form.addEventListener("change", (event) => {
    const on = event.target.dataset.on;
    if (on && (!day.value || suggested.has(day.value))) day.value = on;
  });
}
