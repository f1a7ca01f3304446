// Strips of the papers that corrected values stand on.

import { data } from "./ask.js";
import { around, crop } from "./paper.js";

const crops = data("crops-data");
document.querySelectorAll("[data-crop]").forEach((svg) => {
  const { page, evidence } = crops[svg.dataset.crop];
  crop(svg, page, around(evidence).box);
});
document.documentElement.dataset.ready = "";
