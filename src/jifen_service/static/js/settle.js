/* Keeps the answers of the settlement self-test in this browser, so that one may go on later. The page works without. */
"use strict";

const KEY = "jifen.settle";
const carried = document.getElementById("carried");

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // storage switched off, or not ours: as if nothing was kept
  }
}

function keep(entry) {
  try {
    if (entry) localStorage.setItem(KEY, JSON.stringify(entry));
    else localStorage.removeItem(KEY);
  } catch {
    // a private window without storage: the page works, it only forgets
  }
}

/** Puts what was kept into the form again; the button that goes on sends it. */
function resume(entry) {
  for (const [name, value] of entry) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    carried.append(input);
  }
}

const resumption = document.getElementById("resume");
if (carried && "fresh" in document.getElementById("settle").dataset) {
  resumption.hidden = !Array.isArray(kept());
} else if (carried) {
  keep([...carried.querySelectorAll("input")].map((input) => [input.name, input.value]));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-forget]")) {
    keep(null);
    resumption.hidden = true;
  } else if (event.target.closest("[value=resume]")) {
    resume(kept() ?? []);
  }
});
