// <form data-draft="name">: what has been written survives a closed page or a dead network, on this device only.
// Never kept: passwords, files, hidden fields, one-time codes, and whatever is marked data-no-draft
// (identity numbers, addresses, telephone numbers, health). A sent form's draft is dropped when another page
// arrives, not when the button is pressed: between the two the network may be gone.
const KEEP = 7 * 24 * 3600 * 1000;
const NEVER_TYPES = new Set(["password", "file", "hidden", "submit", "button"]);
const NEVER_COMPLETE = /one-time-code|password|cc-|tel|street-address|bday/;

function store() {
  try { return window.localStorage; } catch { return null; }
}

function fields(form) {
  return [...form.elements].filter((el) => el.name
    && !NEVER_TYPES.has(el.type)
    && !NEVER_COMPLETE.test(el.autocomplete ?? "")
    && !el.closest("[data-no-draft]"));
}

function keep(form, box, key, sent = false) {
  const values = {};
  for (const el of fields(form)) {
    if (el.type === "checkbox" || el.type === "radio") {
      if (el.checked) (values[el.name] ??= []).push(el.value);
    } else if (el.value) {
      values[el.name] = [el.value];
    }
  }
  try { box.setItem(key, JSON.stringify({ at: Date.now(), sent, values })); } catch { /* full or forbidden: no draft then */ }
}

function arrived(box) {
  for (const key of Object.keys(box)) {
    if (!key.startsWith("draft:") || key.startsWith(`draft:${location.pathname}:`)) continue;
    try { if (JSON.parse(box.getItem(key)).sent) box.removeItem(key); } catch { box.removeItem(key); }
  }
}

function restore(form, box, key) {
  let draft;
  try { draft = JSON.parse(box.getItem(key)); } catch { draft = null; }
  if (!draft || Date.now() - draft.at > KEEP) { box.removeItem(key); return; }
  for (const el of fields(form)) {
    const values = draft.values[el.name];
    if (!values) continue;
    if (el.type === "checkbox" || el.type === "radio") el.checked = values.includes(el.value);
    else if (!el.value) el.value = values[0];      // what the server sent back is newer
  }
  const said = form.querySelector("[data-draft-said]");
  if (said && Object.keys(draft.values).length) said.hidden = false;
}

const box = store();
if (box) {
  arrived(box);
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `draft:${location.pathname}:${form.dataset.draft}`;
    restore(form, box, key);
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(form, box, key), 400);
    });
    form.addEventListener("submit", () => { clearTimeout(timer); keep(form, box, key, true); });
    form.querySelector("[data-draft-drop]")?.addEventListener("click", () => { box.removeItem(key); form.reset(); });
  }
  // on a shared device signing out takes every draft along
  for (const form of document.querySelectorAll("form[data-forget-drafts]")) {
    form.addEventListener("submit", () => {
      for (const key of Object.keys(box)) if (key.startsWith("draft:")) box.removeItem(key);
    });
  }
}
