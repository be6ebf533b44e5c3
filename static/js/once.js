// A POST form is sent once per press. The server is idempotent anyway; this only spares the doubt.
// Opt out with data-many (a form whose button stays on the page).
let sent = [];

function release() {
  for (const button of sent) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
  sent = [];
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "many" in form.dataset) return;
  // disabled a moment later: a disabled button would not send its own name and value
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      if (button.disabled) continue;
      button.setAttribute("aria-busy", "true");
      button.disabled = true;
      sent.push(button);
    }
  });
});

window.addEventListener("pageshow", release);        // back from the history: usable again
document.addEventListener("htmx:afterRequest", release);
// a download or a lost network leaves us on this page
document.addEventListener("visibilitychange", () => { if (!document.hidden) setTimeout(release, 4000); });
window.addEventListener("online", release);
