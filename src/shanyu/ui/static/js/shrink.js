/* A picture gets smaller before it leaves the device: 1600 pixels for a screen, 640 for a list.

   A form with data-shrink has a file field `file` and a hidden one `small`. Where the browser cannot draw the picture,
   it goes as it is. Drawing it anew also leaves out what the camera wrote into it; the server does so in any case. */
const LARGE = 1600;
const SMALL = 640;

async function drawn(picture, longest, name) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const data = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.82); });
  return new File([data], name, { type: "image/jpeg" });
}

function put(field, file) {
  const files = new DataTransfer();
  files.items.add(file);
  field.files = files.files;
}

document.querySelectorAll("form[data-shrink]").forEach((form) => {
  const { file, small } = form.elements;
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const picture = await createImageBitmap(chosen, { imageOrientation: "from-image" });
      const name = chosen.name.replace(/\.[^.]*$/, ".jpg");
      put(small, await drawn(picture, SMALL, name));
      put(file, await drawn(picture, LARGE, name));
    } catch {
      small.value = "";
    }
  });
});
