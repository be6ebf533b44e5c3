// simplebar names its scrolling boxes in English, whatever the page speaks.
document.addEventListener("DOMContentLoaded", () => {
  const words = document.documentElement.lang.startsWith("zh") ? "可以滚动的内容" : "Scrolling content";
  const rename = () =>
    document
      .querySelectorAll(".simplebar-content-wrapper[aria-label='scrollable content']")
      .forEach((box) => box.setAttribute("aria-label", words));
  rename();
  new MutationObserver(rename).observe(document.body, { childList: true, subtree: true });
});
