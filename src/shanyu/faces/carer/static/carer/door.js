/* At the door: who brings or fetches a child, known by sight, by today's code or by the code scanned. */
import { button, el } from "./dom.js";

export function handOver(app, child, kind, close) {
  let way = "name";
  const said = el("p", { class: "sy-small", role: "status" });
  const input = el("input", {
    class: "sy-input cf-code", "aria-label": app.say("code"), placeholder: app.say("code"), autocomplete: "off", maxlength: 12,
    oninput: () => look(input.value, "code"),
  });
  const look = (text, by) => {
    const typed = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
    if (typed.length < 6) return;
    const right = typed.endsWith(child.code.toUpperCase().replace(/[^0-9A-Z]/g, ""));
    way = right ? by : "name";
    said.textContent = app.say(right ? "code_right" : "code_wrong");
  };
  const title = app.words.vocabulary.kind[kind];
  const note = (adult) => {
    close();
    const facts = { way: adult.kind === "pass" ? "identity" : way, [adult.kind]: adult.id };
    return app.note([child.id], { kind, facts }, `${title} · ${adult.name}`);
  };
  const refuse = el("input", { class: "sy-input", "aria-label": app.say("refuse_why"), placeholder: app.say("refuse_why"), maxlength: 500 });
  const refused = () => {
    if (!refuse.value.trim()) return refuse.focus();
    close();
    return app.note([child.id], { kind: "refused", note: refuse.value.trim() }, app.say("refuse"));
  };
  return el(
    "section",
    { class: "sy-card sy-stack-s", "data-door": kind },
    el("h3", { class: "sy-card-title" }, `${title} · ${app.say("who")}`),
    el("div", { class: "sy-actions" }, child.adults.map((adult) => button([adult.name, adult.relation].filter(Boolean).join(" · "), () => note(adult), { "data-adult": adult.id }))),
    el("div", { class: "sy-actions" }, input, "BarcodeDetector" in window && button(app.say("scan"), () => scan((text) => ((input.value = text.slice(-6)), look(text, "qr"))))),
    said,
    el(
      "details",
      {},
      el("summary", { class: "sy-btn" }, app.say("refuse")),
      el("div", { class: "sy-actions" }, refuse, button(app.say("save"), refused), el("a", { class: "sy-golink", href: "/carer/incidents/" }, app.say("incident")))
    )
  );
}

/* The text of the first QR code that the camera sees; the camera stops with the dialog or after a minute. */
async function scan(found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = el("video", { playsinline: true, muted: true, class: "cf-camera" });
  const place = document.querySelector("dialog.cf-sheet[open] .sy-dialog-body");
  place.prepend(video);
  video.srcObject = stream;
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const until = Date.now() + 60_000;
  let text = "";
  while (!text && video.isConnected && Date.now() < until) {
    [{ rawValue: text = "" } = {}] = await detector.detect(video);
    await new Promise(requestAnimationFrame);
  }
  for (const track of stream.getTracks()) track.stop();
  video.remove();
  if (text) found(text);
}
