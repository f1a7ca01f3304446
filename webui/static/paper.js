// The paper: one page as SVG, in the pixels that boxes are given in, zoomed by its viewBox.

const SVG = "http://www.w3.org/2000/svg";
const ZOOMS = ["line", "field", "page"];
const APART = 5; // screen pixels between what is framed and its frame
const DRAGGED = 6; // screen pixels from which a press is a drag

export class Paper {
  // onWord(text, isAdded) and onBox(page, box) are told what the person does on the page.
  constructor(root, pages, { words, problems, onWord, onBox, renew }) {
    this.svg = root.querySelector("#page");
    this.image = root.querySelector("#page-image");
    this.wordGroup = root.querySelector("#words");
    this.active = root.querySelector("#active-box");
    this.drag = root.querySelector("#drag-box");
    this.label = root.querySelector("#page-number");
    this.problem = root.querySelector("#page-problem");
    this.problems = problems;
    this.pages = pages;
    this.wordsUrl = words;
    this.onWord = onWord;
    this.onBox = onBox;
    this.renew = renew;
    this.zoom = "line";
    this.number = null;
    this.box = null;
    this.known = new Map();
    root.querySelector("#previous-page").addEventListener("click", () => this.turn(-1));
    root.querySelector("#next-page").addEventListener("click", () => this.turn(1));
    root.querySelector("#zoom").addEventListener("click", () => this.cycle());
    this.image.addEventListener("error", () => this.refresh());
    this.image.addEventListener("load", () => this.tell(""));
    this.listen();
    if (pages.length) this.open(pages[0].number);
  }

  page(number = this.number) {
    return this.pages.find((item) => item.number === number);
  }

  turn(step) {
    const at = this.pages.findIndex((item) => item.number === this.number);
    const next = this.pages[at + step];
    if (next) this.show(next.number, null);
  }

  cycle() {
    this.zoom = ZOOMS[(ZOOMS.indexOf(this.zoom) + 1) % ZOOMS.length];
    this.frame();
  }

  show(number, box) {
    if (number !== this.number) this.open(number);
    this.box = box;
    this.frame();
  }

  open(number) {
    const page = this.page(number);
    if (!page) return;
    this.number = number;
    this.box = null;
    this.image.setAttribute("width", page.width);
    this.image.setAttribute("height", page.height);
    if (page.url) this.image.setAttribute("href", page.url);
    else this.image.removeAttribute("href");
    this.tell(page.url ? "" : this.problems.unread);
    const at = this.pages.indexOf(page) + 1;
    this.label.textContent = `${at} / ${this.pages.length}`;
    this.wordGroup.replaceChildren();
    this.frame();
    this.loadWords(number);
  }

  // Says what is wrong with the page, if anything.
  tell(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  // Addresses of pictures are good for minutes only; one renewal a minute at most.
  async refresh() {
    this.tell(this.problems.broken);
    // The browser's own sign of a broken picture would be as large as the page.
    this.image.removeAttribute("href");
    if (this.renewed && Date.now() - this.renewed < 60000) return;
    this.renewed = Date.now();
    this.pages = await this.renew().catch(() => this.pages);
    const page = this.page();
    if (page && page.url) this.image.setAttribute("href", page.url);
  }

  frame() {
    const page = this.page();
    if (!page || !page.width) return;
    const { width, height } = page;
    let view = [0, 0, width, height];
    if (this.box && this.zoom !== "page") {
      const [x0, y0, x1, y1] = this.box;
      const shape = this.svg.clientHeight / Math.max(1, this.svg.clientWidth);
      const wide = this.zoom === "line" ? width : Math.min(width, Math.max((x1 - x0) * 1.3, width / 4));
      const high = wide * shape;
      const left = this.zoom === "line" ? 0 : clamp((x0 + x1 - wide) / 2, 0, width - wide);
      view = [left, clamp((y0 + y1 - high) / 2, 0, Math.max(0, height - high)), wide, high];
    } else if (!this.box && this.zoom !== "page") {
      const shape = this.svg.clientHeight / Math.max(1, this.svg.clientWidth);
      view = [0, 0, width, width * shape];
    }
    this.svg.setAttribute("viewBox", view.map((each) => Math.round(each * 10) / 10).join(" "));
    const scale = Math.min(this.svg.clientWidth / view[2], this.svg.clientHeight / view[3]);
    place(this.active, this.box && padded(this.box, scale ? APART / scale : 0));
  }

  async loadWords(number) {
    if (!this.known.has(number)) {
      const response = await fetch(this.wordsUrl + number, { headers: { Accept: "application/json" } });
      this.known.set(number, response.ok ? await response.json() : []);
    }
    if (number !== this.number) return;
    const drawn = this.known.get(number).map(([text, x0, y0, x1, y1]) => {
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", "word");
      rect.dataset.word = text;
      place(rect, [x0, y0, x1, y1]);
      return rect;
    });
    this.wordGroup.replaceChildren(...drawn);
  }

  listen() {
    let start = null;
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      // The field keeps the caret.
      event.preventDefault();
      start = { x: event.clientX, y: event.clientY, at: this.point(event), word: event.target.dataset.word };
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (start && this.isDrag(start, event)) place(this.drag, span(start.at, this.point(event)));
    });
    this.svg.addEventListener("pointerup", (event) => {
      if (!start) return;
      const begun = start;
      start = null;
      place(this.drag, null);
      if (this.isDrag(begun, event)) this.onBox(this.number, span(begun.at, this.point(event)));
      else if (begun.word !== undefined) this.onWord(begun.word, event.shiftKey);
    });
    this.svg.addEventListener("pointercancel", () => {
      start = null;
      place(this.drag, null);
    });
    addEventListener("resize", () => this.frame());
  }

  isDrag(start, event) {
    return Math.hypot(event.clientX - start.x, event.clientY - start.y) > DRAGGED;
  }

  point(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const page = this.page();
    return [clamp(at.x, 0, page.width), clamp(at.y, 0, page.height)];
  }
}

// A strip of a page around a box, as an SVG of its own.
export function crop(svg, page, box) {
  svg.replaceChildren();
  const [x0, y0, x1, y1] = box;
  const margin = Math.max(8, (y1 - y0) * 0.6);
  const wide = Math.max(x1 - x0, page.width / 4) + 2 * margin;
  const high = y1 - y0 + 2 * margin;
  const left = clamp(x0 - margin, 0, Math.max(0, page.width - wide));
  svg.setAttribute("viewBox", `${left} ${Math.max(0, y0 - margin)} ${wide} ${high}`);
  svg.setAttribute("preserveAspectRatio", "xMinYMid meet");
  if (!page.url) return;
  const image = document.createElementNS(SVG, "image");
  image.setAttribute("href", page.url);
  image.setAttribute("width", page.width);
  image.setAttribute("height", page.height);
  image.addEventListener("error", () => image.remove());
  svg.append(image);
}

// The box around all boxes of a field on the page of the first one.
export function around(evidence) {
  if (!evidence.length) return null;
  const page = evidence[0].page;
  const boxes = evidence.filter((item) => item.page === page).map((item) => item.box);
  return {
    page,
    box: [
      Math.min(...boxes.map((box) => box[0])),
      Math.min(...boxes.map((box) => box[1])),
      Math.max(...boxes.map((box) => box[2])),
      Math.max(...boxes.map((box) => box[3])),
    ],
  };
}

function place(rect, box) {
  if (!box) {
    rect.setAttribute("visibility", "hidden");
    return;
  }
  const [x0, y0, x1, y1] = box;
  rect.setAttribute("x", x0);
  rect.setAttribute("y", y0);
  rect.setAttribute("width", x1 - x0);
  rect.setAttribute("height", y1 - y0);
  rect.setAttribute("visibility", "visible");
}

function padded([x0, y0, x1, y1], by) {
  return [x0 - by, y0 - by, x1 + by, y1 + by];
}

function span(first, second) {
  return [
    Math.min(first[0], second[0]), Math.min(first[1], second[1]),
    Math.max(first[0], second[0]), Math.max(first[1], second[1]),
  ];
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
