// Passkeys: the browser's part. Forms marked data-passkey ("login", "show", "add") are shown only where the
// browser has passkeys; the options come from a JSON script on the page, or for sign-in from the server.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const text = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (code) => String.fromCharCode(code)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

const readable = (credential) => {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    told.attestationObject = text(response.attestationObject);
    told.transports = response.getTransports ? response.getTransports() : [];
  } else {
    told.authenticatorData = text(response.authenticatorData);
    told.signature = text(response.signature);
    told.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: told,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const show = async ({ publicKey }) =>
  readable(
    await navigator.credentials.get({
      publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: keys(publicKey.allowCredentials) },
    }),
  );

const add = async ({ publicKey }, passwordless) => {
  const wanted = { ...publicKey.authenticatorSelection };
  wanted.residentKey = passwordless ? "required" : "discouraged";
  wanted.requireResidentKey = passwordless;
  if (passwordless) wanted.userVerification = "required";
  return readable(
    await navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: keys(publicKey.excludeCredentials),
        authenticatorSelection: wanted,
      },
    }),
  );
};

const onPage = () => JSON.parse(document.getElementById("passkey-data").textContent);
const fetched = async (form) => {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const ways = {
  login: async (form) => show((await fetched(form)).request_options),
  show: async () => show(onPage().request_options),
  add: async (form) => add(onPage().creation_options, Boolean(form.elements.passwordless?.checked)),
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const problem = form.querySelector("[data-passkey-problem]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ways[form.dataset.passkey](form));
    } catch {
      problem.hidden = false;
      return;
    }
    form.submit();
  }, true);
}
