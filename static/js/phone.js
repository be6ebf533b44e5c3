// <form data-phone data-keep="/…/keep/">: on the line with somebody. What is typed is kept at the server a moment
// later, so that a broken line or a closed window leaves a draft; Ctrl+Enter sends; Esc leaves a field, so that
// the single keys of keys.js are heard. Without this file the buttons do the same.
const form = document.querySelector("form[data-phone]");

if (form) {
  const said = form.querySelector("[data-kept-said]");
  const send = form.querySelector("[data-phone-send]");
  const hint = document.getElementById("suggestion");
  hint.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-item]");
    if (!button) return;
    form.elements.item.value = button.dataset.takeItem;
    hint.textContent = `✓ ${form.elements.item.selectedOptions[0].textContent}`;
    form.elements.words.focus();
  });
  let timer, leaving = false;

  const keep = () => {
    if (leaving) return;
    fetch(form.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true, credentials: "same-origin" })
      .then((answer) => {
        if (said) said.hidden = !answer.ok;
        return answer.ok ? answer.text() : "";
      })
      .then((html) => { hint.innerHTML = html; })
      .catch(() => { if (said) said.hidden = true; });
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 600); });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) { clearTimeout(timer); keep(); } });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send.click();
    } else if (event.key === "Escape" && form.contains(document.activeElement)) {
      document.activeElement.blur();
    }
  });
}
