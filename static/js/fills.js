// <select data-fills="reply" data-texts='{"3": "…"}'>: choosing a saved reply puts it into the field, to be read once
// more and changed. Without this file the chosen one is sent as it is, when the field was left empty.
for (const select of document.querySelectorAll("select[data-fills]")) {
  const texts = JSON.parse(select.dataset.texts);
  const field = select.form.elements[select.dataset.fills];
  select.addEventListener("change", () => {
    const text = texts[select.value];
    if (!text) return;
    field.value = text;
    field.focus();
  });
}
