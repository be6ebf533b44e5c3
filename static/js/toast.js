// Toasts leave by themselves after a while, but wait while somebody reads or points at them.
const STAY = 8000;

function start(toast) {
  const close = toast.querySelector("[data-toast-close]");
  if (close) {
    close.hidden = false;
    close.addEventListener("click", () => toast.remove());
  }
  let timer = setTimeout(() => toast.remove(), STAY);
  const hold = () => clearTimeout(timer);
  const go = () => { hold(); timer = setTimeout(() => toast.remove(), STAY); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", go);
}

// Only those inside the live region; a toast laid into a page (styleguide) stays.
for (const region of document.querySelectorAll("[data-toasts]")) {
  region.querySelectorAll("[data-toast]").forEach(start);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE && node.matches("[data-toast]")) start(node);
      }
    }
  }).observe(region, { childList: true });
}
