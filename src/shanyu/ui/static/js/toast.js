/* A short word after something was done. From a script: document.dispatchEvent(new CustomEvent("sy:toast",
   {detail: "…"})); from the server with htmx: the header HX-Trigger: {"sy:toast": "…"}. */
const SECONDS = 5;

document.addEventListener("sy:toast", (event) => {
  const place = document.querySelector("[data-toasts]");
  const words = typeof event.detail === "string" ? event.detail : event.detail?.value;
  if (!place || !words) return;
  const toast = document.createElement("p");
  toast.className = "sy-toast";
  toast.textContent = words;
  place.append(toast);
  setTimeout(() => toast.remove(), SECONDS * 1000);
});
