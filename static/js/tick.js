// In a queue: x ticks the row the keys stand on (keys.js walks with j and k). Silent while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const row = document.activeElement.closest("[data-keys-list] > li");
  const box = row && row.querySelector("input[type=checkbox]");
  if (!box || document.activeElement.matches("input:not([type=checkbox]), select, textarea")) return;
  event.preventDefault();
  box.checked = !box.checked;
});
