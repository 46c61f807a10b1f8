/* The exact self-test: the document kept in this browser, messages beside fields, files not too large to send.
   The page works without it; the total moves by htmx. */
"use strict";

const page = document.getElementById("exact");
const form = document.getElementById("exact-form");
const NOW = "jifen.exact";
const BEFORE = "jifen.exact.before";
const LARGEST_FILE = 1024 * 1024;

// ── the document, kept in this browser ─────────────────────────────────────────────────────────

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // storage switched off, or not ours: as if nothing was kept
  }
}

function keep(key, entry) {
  try {
    if (entry) localStorage.setItem(key, JSON.stringify(entry));
    else localStorage.removeItem(key);
  } catch {
    // a private window without storage: the page works, it only forgets
  }
}

const show = (id, shown) => { document.getElementById(id).hidden = !shown; };

const typed = () => document.getElementById("document")?.value ?? "";

let leaving = false;
addEventListener("pageshow", () => { leaving = false; });

function keepTyped() {
  // An answer that is still on its way must not bring back what was just cleared.
  if (leaving) return;
  const text = typed();
  if (text && text !== kept(NOW)?.document) keep(NOW, { document: text, at: new Date().toISOString() });
}

/** Send a document as another page would, so that the server fills the form from it. */
function sendWhole(text) {
  const sender = document.createElement("form");
  sender.method = "post";
  sender.action = form.action;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "document", value: text });
  sender.append(field);
  document.body.append(sender);
  sender.submit();
}

function tell(id, at) {
  const notice = document.getElementById(id);
  const when = new Date(at);
  const time = notice.querySelector("time");
  time.dateTime = at;
  time.textContent = when.toLocaleString(document.documentElement.lang, {
    month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit",
  });
  notice.hidden = false;
}

/** A fresh page takes up what was kept; a document that arrived sets aside what was kept before. */
async function start() {
  const before = kept(NOW);
  if (page.dataset.arrived === "" && before?.document) {
    await restore(before);
  } else if (page.dataset.arrived === "document" && before?.document && before.document !== typed()) {
    keep(BEFORE, before);
    tell("earlier", before.at);
  } else if (page.dataset.arrived === "" && kept(BEFORE)?.document) {
    tell("earlier", kept(BEFORE).at);
  }
  keepTyped();
}

async function restore(before) {
  const body = new URLSearchParams({ document: before.document, restored: "1" });
  let text;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) return;
    text = await answer.text();
  } catch {
    show("offline", true);
    return;
  }
  const arrived = new DOMParser().parseFromString(text, "text/html");
  for (const id of ["live", "exact-form"]) {
    const fresh = arrived.getElementById(id);
    document.getElementById(id).innerHTML = fresh.innerHTML;
  }
  htmx.process(form);
  tell("restored", before.at);
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-undo], [data-forget], [data-earlier]");
  if (!pressed) return;
  leaving = true;
  if ("forget" in pressed.dataset) {
    keep(NOW, null);
    keep(BEFORE, null);
  }
  if ("undo" in pressed.dataset) {
    keep(BEFORE, kept(NOW));
    keep(NOW, null);
  }
  if ("earlier" in pressed.dataset) sendWhole(kept(BEFORE)?.document ?? typed());
  else if (pressed.type === "button") location.assign(form.action);
});

// ── messages beside the fields one has left ────────────────────────────────────────────────────

const touched = new Set();

function complain(field, message) {
  const said = `${field.id}-error`;
  const box = field.closest(".field");
  let line = document.getElementById(said);
  if (!message) {
    line?.remove();
    box.classList.remove("in-error");
    field.removeAttribute("aria-invalid");
  } else {
    line ??= Object.assign(document.createElement("p"), { id: said, className: "error" });
    line.textContent = message;
    if (!line.isConnected) (field.closest(".choice") ?? field).before(line);
    box.classList.add("in-error");
    field.setAttribute("aria-invalid", "true");
  }
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== said);
  const all = message ? [said, ...others] : others;
  if (all.length) field.setAttribute("aria-describedby", all.join(" "));
  else field.removeAttribute("aria-describedby");
}

function complainWhereTouched() {
  const messages = new Map();
  for (const item of document.querySelectorAll("#to-do [data-at]")) messages.set(item.dataset.at, item.dataset.message);
  for (const field of form.elements) {
    if (!field.id || !field.closest(".field")) continue;
    const message = messages.get(field.id);
    const wasWrong = field.getAttribute("aria-invalid") === "true";
    if (message ? touched.has(field.id) && field !== document.activeElement : wasWrong) complain(field, message);
  }
}

form.addEventListener("focusout", (event) => {
  if (!event.target.id) return;
  touched.add(event.target.id);
  setTimeout(complainWhereTouched);
});

// ── what the folded part of an entry says, told beside its heading ─────────────────────────────

/** As page.py says it: a tick, every 'no', texts and dates. */
function said(field) {
  const label = field.labels[0].textContent;
  if (field.type === "checkbox") return field.checked ? label : "";
  if (!field.value || (field.matches("select") && field.value === "true")) return "";
  if (field.matches("select")) return `${label}: ${field.selectedOptions[0].textContent}`;
  return field.type === "text" ? field.value : `${label}: ${field.value}`;
}

form.addEventListener("change", (event) => {
  const part = event.target.closest(".aside-fields");
  if (!part) return;
  const fields = [...part.querySelectorAll("input, select")];
  part.closest(".entry").querySelector(".said").textContent = fields.map(said).filter(Boolean).join("; ");
});

// ── what htmx does ─────────────────────────────────────────────────────────────────────────────

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.name !== "_record") return;
  const large = document.getElementById("record-file").files[0]?.size > LARGEST_FILE;
  show("too-large", large);
  if (large) event.preventDefault();
});

form.addEventListener("submit", (event) => {
  const pressed = event.submitter?.name;
  const files = [...form.querySelectorAll("input[type=file]")];
  for (const input of files) {
    // A file that was chosen and not read in is no part of the answers.
    if (pressed !== "_open" && pressed !== "_record") input.value = "";
  }
  const large = files.some((input) => input.files[0]?.size > LARGEST_FILE);
  show("too-large", large);
  if (large) event.preventDefault();
});

document.addEventListener("htmx:afterSettle", () => {
  show("offline", false);
  keepTyped();
  complainWhereTouched();
});
document.addEventListener("htmx:sendError", () => show("offline", true));
document.addEventListener("htmx:responseError", () => show("offline", true));

start();
