/* Where the reader is, asked for only when the reader presses the button; rounded to about ten metres. */
const PATIENCE = 10000;

/** Set up the button [data-locate] in `form`: `found("lon,lat")` is called once with the place. */
export function locate(form, found) {
  const button = form.querySelector("[data-locate]");
  const words = form.querySelector("[data-locate-words]");
  if (!button || !("geolocation" in navigator)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    words.textContent = words.dataset.locating;
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        words.textContent = "";
        found(`${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`);
      },
      () => {
        button.disabled = false;
        words.textContent = words.dataset.refused;
      },
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60000 },
    );
  });
}
