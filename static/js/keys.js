// Keys for those who work all day. Everything they do can be done with a pointer too.
//   <ul data-keys-list>          j / k walk along its links, Enter opens (the browser's own doing)
//   <… data-key="m">             the key presses a button, follows a link, or focuses a field
//   <dialog data-keys-help>      ? shows it
// Keys are silent while somebody types, with Ctrl/Alt/Meta, and during an input method's composition.
function typing(el) {
  return el.isContentEditable || el.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
}

function walk(step) {
  const links = [...document.querySelectorAll("[data-keys-list] a.cover, [data-keys-list] a[data-keys-item]")];
  if (!links.length) return;
  let at = links.indexOf(document.activeElement);
  if (at < 0) at = links.findIndex((link) => link.closest(".is-open"));
  const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    walk(event.key === "j" ? 1 : -1);
    return;
  }
  if (event.key === "?") {
    const help = document.querySelector("dialog[data-keys-help]");
    if (help) { event.preventDefault(); help.showModal(); }
    return;
  }
  const target = [...document.querySelectorAll("[data-key]")]
    .find((el) => el.dataset.key === event.key && !el.disabled && el.getClientRects().length);
  if (!target) return;
  event.preventDefault();
  if (typing(target)) target.focus();
  else target.click();
});
