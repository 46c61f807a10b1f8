/* The keyboard of the desk. A key is named beside what it presses: data-key="n" on a link, a button, a summary. */
"use strict";

const typing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
const rows = () => [...document.querySelectorAll("tr[data-row]")];
let at = -1;

/* Mark a row, and let Enter open it: its link has the focus. */
function mark(index) {
  const all = rows();
  if (!all.length) return;
  all[at]?.classList.remove("at");
  at = Math.max(0, Math.min(index, all.length - 1));
  all[at].classList.add("at");
  all[at].querySelector("[data-open]").focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

const inQueue = {
  j: () => mark(at + 1),
  k: () => mark(at - 1),
  x: () => rows()[at]?.querySelector("input[type=checkbox]")?.click(),
  c: () => rows()[at]?.querySelector("[data-claim]")?.click(),
  Enter: () => rows()[at]?.querySelector("[data-open]").click(),
};

/* Open a step's panel and stand on its button; what lacks a reason stands on the first reason. */
function openPanel(summary) {
  const step = summary.parentElement;
  step.open = true;
  step.querySelector("fieldset input, [data-confirm]").focus();
}

function press(element) {
  if ("panel" in element.dataset) return openPanel(element);
  const needed = element.dataset.needs && document.getElementById(element.dataset.needs);
  if (needed && !needed.value) return needed.focus();
  element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const focused = document.querySelector(`[data-focus="${CSS.escape(event.key)}"]`);
  const action = rows().length && inQueue[event.key];
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return;
  if (focused) focused.focus();
  else if (action) action();
  else if (pressed) press(pressed);
  else return;
  event.preventDefault();
});

/* A verdict that needs a reason waits for it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-needs]");
  const needed = button && document.getElementById(button.dataset.needs);
  if (needed && !needed.value) {
    event.preventDefault();
    needed.focus();
  }
});

/* Filters act at once; a page is enlarged in its place. */
document.getElementById("narrow")?.addEventListener("change", (event) => event.currentTarget.submit());
document.querySelector("[data-zoom]")?.addEventListener("click", (event) => {
  event.preventDefault();
  event.currentTarget.classList.toggle("zoomed");
});
document.querySelector("[data-all]")?.addEventListener("change", (event) => {
  for (const box of document.querySelectorAll(".pick input")) box.checked = event.target.checked;
});
document.querySelector(".step[open] textarea, .step[open] [data-confirm]")?.focus({ preventScroll: true });
if (location.hash.startsWith("#case-")) mark(rows().findIndex((row) => `#${row.id}` === location.hash));
