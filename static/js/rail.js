// On a phone the desk's rail is one line that scrolls: bring the entry one stands on into view.
const here = document.querySelector(".rail nav [aria-current]");
const strip = here?.closest("nav");
if (strip && strip.scrollWidth > strip.clientWidth) {
  const middle = here.getBoundingClientRect().left - strip.getBoundingClientRect().left;
  strip.scrollLeft += middle - (strip.clientWidth - here.offsetWidth) / 2;
}
