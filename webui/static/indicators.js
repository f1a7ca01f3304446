// The plot of the indicators' page. A table beside it has the same numbers.

import { data } from "./ask.js";

const { monthly, words } = data("indicators-data");
// Told from each other without colours, too: by dashes. The colours are those of Okabe and Ito (2008).
const STYLES = [["#0072b2", []], ["#b36b00", [10, 5]], ["#00755a", [2, 4]]];
const HEIGHT = 260;

function plot(root) {
  const at = monthly.months.map((_, number) => number);
  const series = monthly.series.map(({ title }, number) => ({
    label: title,
    stroke: STYLES[number][0],
    dash: STYLES[number][1],
    width: 2,
    points: { show: true },
  }));
  const made = new window.uPlot(
    {
      width: root.clientWidth,
      height: HEIGHT,
      series: [{ label: words.month, value: (_plot, n) => (n === null ? "–" : monthOf(n)) }, ...series],
      axes: [{ values: (_plot, marks) => marks.map(monthOf), space: 70, incrs: [1, 2, 3, 6, 12, 24] }, { size: 70 }],
      scales: {
        x: { time: false, range: [-0.5, at.length - 0.5] },
        y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.05)] },
      },
    },
    [at, ...monthly.series.map(({ values }) => values)],
    root,
  );
  addEventListener("resize", () => made.setSize({ width: root.clientWidth, height: HEIGHT }));
}

function monthOf(number) {
  const month = monthly.months[number];
  return month ? `${month.slice(5)}/${month.slice(0, 4)}` : "";
}

const root = document.getElementById("by-month");
if (root) plot(root);
// Who types a day means days.
for (const name of ["from", "to"]) {
  document.getElementById(name).addEventListener("input", () => {
    document.getElementById("period").value = "days";
  });
}
// The tables come after the page.
const later = new Set(document.querySelectorAll(".later"));
addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (!detail.successful) target.textContent = words.failed;
  later.delete(target);
  if (!later.size) document.documentElement.dataset.ready = "";
});
