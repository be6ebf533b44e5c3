// <button data-copy="text" hidden>: appears only where the clipboard is allowed; its data-copied word says it worked.
if (navigator.clipboard && window.isSecureContext) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const word = button.querySelector("[data-copy-word]") ?? button;
      const before = word.textContent;
      word.textContent = button.dataset.copied ?? before;
      setTimeout(() => { word.textContent = before; }, 2500);
    });
  }
}
