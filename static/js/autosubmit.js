// <form data-autosubmit method="get">: choosing sends it. Its own button is hidden, it is not needed any more.
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", () => form.requestSubmit());
  for (const button of form.querySelectorAll("[data-autosubmit-button]")) button.hidden = true;
}
