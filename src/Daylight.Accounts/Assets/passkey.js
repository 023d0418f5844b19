// Passkeys: the one way of signing in that needs script, since only the browser can talk to the authenticator.
"use strict";

const ready = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON;

async function ask(form) {
  const token = form.elements["form-token"].value;
  const answer = await fetch(form.dataset.options, { method: "POST", headers: { "Form-Token": token } });
  if (!answer.ok) {
    throw new Error(`options: ${answer.status}`);
  }
  const options = await answer.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!ready) {
    continue;
  }
  form.parentElement.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const told = form.querySelector("[role=status]");
    told.textContent = "";
    try {
      const credential = await ask(form);
      form.elements["credential"].value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      // Cancelled, or no passkey here: the words stand in the page.
      told.textContent = told.dataset.failed;
    }
  });
}
