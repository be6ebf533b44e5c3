// <div data-shown-when="registration" data-shown-for="filed">: asked only where the choice calls for it.
// What is hidden is sent all the same: the server says what it needs, and without scripts everything is there.
for (const form of document.querySelectorAll("form")) {
  const parts = [...form.querySelectorAll("[data-shown-when]")];
  if (!parts.length) continue;
  const show = () => {
    const said = new FormData(form);
    for (const part of parts) {
      const wrong = part.querySelector("[aria-invalid='true']");
      const wanted = part.dataset.shownFor.split(" ").includes(said.get(part.dataset.shownWhen) ?? "");
      part.hidden = !wanted && !wrong;
    }
  };
  form.addEventListener("change", show);
  show();
}
