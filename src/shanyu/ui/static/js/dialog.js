/* [data-dialog="ID"] opens the <dialog id="ID">; a click on the veil closes it. The browser keeps focus and Escape. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});
