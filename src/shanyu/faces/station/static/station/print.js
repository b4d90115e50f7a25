/* The poster's own print button. */
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
