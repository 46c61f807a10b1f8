/* For every page: printing with everything open, and the error summary in focus. */
"use strict";

addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open])")) {
    part.open = true;
    part.dataset.opened = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-opened]")) {
    part.open = false;
    delete part.dataset.opened;
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

document.getElementById("errors")?.focus();
