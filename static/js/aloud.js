// "读给我听": reads the part named by data-aloud, sentence after sentence. Hidden where nothing can speak.
const synth = window.speechSynthesis;
const lang = document.documentElement.lang.startsWith("en") ? "en" : "zh-CN";

function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true], [hidden], button, script, .sr, .no-aloud").forEach((el) => el.remove());
  return copy.textContent.replace(/\s+/g, " ").split(/(?<=[。！？；])/).filter((s) => s.trim());
}

if (synth && "SpeechSynthesisUtterance" in window) {
  for (const button of document.querySelectorAll("[data-aloud]")) {
    const part = document.getElementById(button.dataset.aloud);
    if (!part) continue;
    const word = button.querySelector("[data-aloud-word]");
    const start = word.textContent;
    const quiet = () => { word.textContent = start; button.setAttribute("aria-pressed", "false"); };
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const going = button.getAttribute("aria-pressed") === "true";
      synth.cancel();
      quiet();
      if (going) return;
      const sentences = words(part);
      sentences.forEach((text, i) => {
        const say = new SpeechSynthesisUtterance(text);
        say.lang = lang;
        say.rate = 0.9;
        if (i === sentences.length - 1) say.onend = quiet;
        synth.speak(say);
      });
      word.textContent = button.dataset.stop;
      button.setAttribute("aria-pressed", "true");
    });
  }
  window.addEventListener("pagehide", () => synth.cancel());
}
