/* The landing page: "near me" goes straight to the list. */
import { locate } from "./where.js";

const form = document.querySelector("[data-find-home]");
locate(form, (point) => {
  form.querySelector("[data-near]").value = point;
  form.querySelector("[name=q]").value = "";
  form.requestSubmit();
});
