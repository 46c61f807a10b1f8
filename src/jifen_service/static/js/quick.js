/* The quick self-test's answers in the address, behind the #: read here, never sent. The total itself moves by htmx. */
"use strict";

const form = document.getElementById("quick");
const KEY = "q=";

const encode = (value) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const decode = (text) =>
  JSON.parse(new TextDecoder().decode(
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)),
  ));

/** The answers given, as {name: [value, …]}; what was left empty is left out. */
function answers() {
  const given = {};
  for (const [name, value] of new FormData(form)) {
    if (value && name !== "whole") (given[name] ??= []).push(value);
  }
  return given;
}

function fill(given) {
  for (const control of form.elements) {
    const values = given[control.name];
    if (!Array.isArray(values)) continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else if (typeof values[0] === "string") control.value = values[0];
  }
}

const fragment = () => {
  const given = answers();
  return Object.keys(given).length ? "#" + KEY + encode(given) : "";
};

/** A link brought answers, or the browser kept them when one came back: the total must say the same as the form. */
function start() {
  if (location.hash.startsWith("#" + KEY)) {
    try {
      fill(decode(location.hash.slice(KEY.length + 1)));
    } catch {
      return; // a link cut short: the form stays empty
    }
  }
  if (fragment()) form.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", async (event) => {
  const language = event.target.closest("[data-language]");
  if (language) language.hash = fragment();
  const button = event.target.closest("[data-copy-link]");
  if (!button) return;
  const link = location.origin + location.pathname + fragment();
  try {
    await navigator.clipboard.writeText(link);
    const words = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  } catch {
    location.hash = fragment(); // no clipboard: the link stands in the address bar
  }
});

/** The total could not be had: say so where it stands, until it moves again. */
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    document.getElementById("live").querySelector(".unmoved")?.remove();
    const words = document.createElement("p");
    words.className = "unread unmoved";
    words.setAttribute("role", "alert");
    words.textContent = form.dataset.unmoved;
    document.getElementById("live").append(words);
  });
}

addEventListener("pageshow", start);
