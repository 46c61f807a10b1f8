/* A print is on record, so the page shows it: the file is kept, then the page is asked for anew. Without this
   script the browser keeps the file and the page says so when it is next opened. */
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-prints]");
  if (!form || form.ariaBusy === "true") return;
  event.preventDefault();
  const told = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) told.set(event.submitter.name, event.submitter.value);
  form.ariaBusy = "true";
  try {
    const answer = await fetch(form.action, { method: "POST", body: told });
    const pdf = answer.headers.get("Content-Type") === "application/pdf";
    const page = pdf ? await fetch(location.href) : answer;
    if (pdf) keep(await answer.blob(), answer.headers.get("Content-Disposition"));
    show(await page.text());
  } catch {
    form.submit();
  }
});

function keep(file, disposition) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = /filename="([^"]+)"/.exec(disposition)?.[1] ?? "";
  link.click();
  // Browsers go on reading it for a while.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function show(text) {
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  document.querySelector("main").replaceWith(main);
  (main.querySelector("form[data-prints] button") ?? main).focus();
}
