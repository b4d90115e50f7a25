/* [data-copy] holds a read-only input and a button: copies the input's value and says so. Where the clipboard is not
   open to pages (plain http), the text is selected for the reader to copy. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy] button");
  if (!button) return;
  const input = button.closest("[data-copy]").querySelector("input");
  input.select();
  if (!navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(input.value);
  } catch (refused) {
    if (refused instanceof DOMException) return;
    throw refused;
  }
  document.dispatchEvent(new CustomEvent("sy:toast", { detail: button.dataset.done }));
});
