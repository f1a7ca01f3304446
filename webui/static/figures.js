// The plots of the dashboard. Each has a table beside it with the same numbers.

import { data } from "./ask.js";

const { perDay, curve, words } = data("figures-data");
// Told from each other by people who see colours otherwise, too (Okabe and Ito 2008).
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#8c959f"];
const HEIGHT = 260;

// Areas on top of each other: the highest sum is drawn first, and the lower ones over it.
function stack(root) {
  const days = perDay.days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000);
  const sums = [];
  perDay.series.forEach(({ values }, at) => {
    sums.push(values.map((value, n) => value + (at ? sums[at - 1][n] : 0)));
  });
  const order = perDay.series.map((_, at) => at).reverse();
  const series = order.map((at) => ({
    label: perDay.series[at].title,
    stroke: COLOURS[at],
    fill: COLOURS[at],
    width: 1,
    points: { show: false },
    value: (_plot, _sum, _series, n) => (n === null ? "–" : perDay.series[at].values[n]),
  }));
  return plot(root, [days, ...order.map((at) => sums[at])], {
    series: [{ label: words.day, value: (_plot, at) => (at === null ? "–" : dayOf(at)) }, ...series],
    axes: [{ values: (_plot, marks) => marks.map(dayOf), space: 70 }, { size: 60 }],
    scales: { x: { time: true }, y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.05)] } },
    tzDate: (at) => window.uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
  });
}

function risk(root) {
  return plot(root, [curve.coverage, curve.risk], {
    series: [
      { label: words.coverage },
      { label: words.risk, stroke: "#d55e00", width: 2, points: { show: true } },
    ],
    axes: [{ label: words.coverage }, { label: words.risk, size: 60 }],
    scales: {
      x: { time: false, range: [0, 100] },
      y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.1)] },
    },
  });
}

function plot(root, values, options) {
  const made = new window.uPlot({ width: root.clientWidth, height: HEIGHT, ...options }, values, root);
  addEventListener("resize", () => made.setSize({ width: root.clientWidth, height: HEIGHT }));
  return made;
}

function dayOf(at) {
  const day = new Date(at * 1000);
  return `${String(day.getUTCDate()).padStart(2, "0")}/${String(day.getUTCMonth() + 1).padStart(2, "0")}`;
}

const days = document.getElementById("per-day");
if (days) stack(days);
const line = document.getElementById("curve");
if (line) risk(line);
// A definition goes away when asked to, without the pointer being moved.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement.matches(".what-sign")) document.activeElement.blur();
});
// The figures that take longest come after the page.
const later = new Set(document.querySelectorAll(".later"));
addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (!detail.successful) target.textContent = words.failed;
  later.delete(target);
  if (!later.size) document.documentElement.dataset.ready = "";
});
