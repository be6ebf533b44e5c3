// The summary of what has to be mended gets the focus, so that it is read first.
const first = document.querySelector("[data-focus]");
if (first) first.focus({ preventScroll: false });

// A link in the summary leads to its field even where the control is inside a fieldset.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-box a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});
