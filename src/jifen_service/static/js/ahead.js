/* Reading the curve month by month: a pointer or the arrow keys move a line, the table gives the numbers.
   Without it the picture, its numbers and the table say the same. */
"use strict";

let at = null;

function monthOf(figure, index) {
  const [year, month] = figure.dataset.begin.split("-").map(Number);
  const count = year * 12 + month - 1 + index;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** The table that goes with a picture: in its card, else on the page. */
const tableOf = (figure) => figure.closest(".plan, .ahead-page").querySelector(".by-month");

/** The table's row that holds in a month: the last that begins by then. */
function rowAt(table, index) {
  const rows = [...table.querySelectorAll("tbody tr")];
  return rows.findLast((row) => Number(row.dataset.at) <= index);
}

function read(figure, index) {
  const months = Number(figure.dataset.months);
  at = Math.max(0, Math.min(months - 1, index));
  const table = tableOf(figure);
  const row = rowAt(table, at);
  const heads = [...table.querySelectorAll("thead th")].slice(1).map((head) => head.textContent);
  const figures = [...row.children].slice(1).map((cell) => cell.textContent.trim());
  const parts = heads.map((head, number) => [head, figures[number]]).filter(([, points]) => points);
  figure.querySelector(".read-out").textContent =
    `${monthOf(figure, at)} · ${parts.map(([head, points]) => `${head} ${points}`).join(" · ")}`;
  const line = figure.querySelector(".reading");
  for (const end of ["x1", "x2"]) line.setAttribute(end, `${(100 * (at + 0.5)) / months}%`);
  line.classList.add("shown");
}

function point(event) {
  const picture = event.target.closest(".curve svg");
  if (!picture) return;
  const figure = picture.closest(".curve");
  const box = picture.getBoundingClientRect();
  read(figure, Math.floor(((event.clientX - box.left) / box.width) * Number(figure.dataset.months)));
}

document.addEventListener("pointermove", point);
document.addEventListener("click", point);
document.addEventListener("keydown", (event) => {
  const figure = event.target.closest(".curve");
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12 }[event.key];
  if (!figure || !step) return;
  event.preventDefault();
  read(figure, (at ?? -step) + step);
});

function ready() {
  for (const figure of document.querySelectorAll(".curve")) figure.setAttribute("tabindex", "0");
}
document.addEventListener("htmx:afterSwap", ready);
ready();
