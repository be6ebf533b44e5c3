// Says which photos were chosen, and stops those the server would refuse anyway.
// <input type="file" data-upload data-max-mb="10" data-max-files="6" data-too-big="…" data-too-many="…">
for (const input of document.querySelectorAll("input[type=file][data-upload]")) {
  const list = input.closest(".field")?.querySelector(".upload-list");
  input.addEventListener("change", () => {
    const files = [...input.files];
    const limit = Number(input.dataset.maxMb ?? 0) * 1024 * 1024;
    let wrong = "";
    if (limit && files.some((file) => file.size > limit)) wrong = input.dataset.tooBig ?? "";
    if (input.dataset.maxFiles && files.length > Number(input.dataset.maxFiles)) wrong = input.dataset.tooMany ?? "";
    input.setCustomValidity(wrong);
    if (wrong) input.reportValidity();
    if (!list) return;
    list.replaceChildren(...files.map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} · ${(file.size / 1048576).toFixed(1)} MB`;
      return item;
    }));
  });
}
