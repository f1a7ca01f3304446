// Pages arranged into papers: chosen by click or keyboard, moved, turned, cut, joined, taken out.
//
// Nothing is changed until the set is handed in, and originals never are. What was arranged is kept
// in the browser (numbers only), so that the page can be loaded again.

const NOBODY = "00000000-0000-0000-0000-000000000000";
const $ = (id) => document.getElementById(id);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Arrangement {
  constructor(page, changed) {
    this.page = page;
    this.words = page.words;
    this.told = changed;
    this.papers = []; // lists of sheets
    this.out = [];
    this.shown = []; // documents
    this.chosen = new Set();
    this.last = null;
    this.draft = null;
    this.sheets = new Map();
    for (const button of document.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this.act(button.dataset.do));
    }
    $("arrangement").addEventListener("keydown", (event) => this.key(event));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.chosen.size) this.chooseNone();
    });
  }

  // ---- what there is

  get slot() {
    return `sohoa.arrangement.${this.page.set}`;
  }

  add(found) {
    if (found.replaced || found.error || !found.papers?.length || this.shown.includes(found.document)) return;
    this.shown.push(found.document);
    const paper = found.papers.map((each) => ({
      key: `${found.document} ${each.number}`, document: found.document, number: each.number, name: found.name,
      url: each.url, upright: each.upright, remarks: each.remarks, turn: 0,
    }));
    for (const sheet of paper) this.sheets.set(sheet.key, sheet);
    if (paper.length) this.papers.push(paper);
    this.inOrder();
    this.recall();
    this.draw();
  }

  // Files come in the order in which they have been read: papers that nobody touched stand in the
  // order of the list.
  inOrder() {
    if (this.changed) return;
    const place = new Map([...$("uploads").children].map((item, at) => [item, at]));
    const at = (paper) => place.get(this.page.itemOf?.(paper[0].document)) ?? 0;
    this.papers.sort((a, b) => at(a) - at(b));
  }

  get changed() {
    const whole = new Map();
    for (const sheet of this.sheets.values()) whole.set(sheet.document, (whole.get(sheet.document) || 0) + 1);
    return this.out.length > 0 || this.papers.some((paper) => paper.length !== whole.get(paper[0].document)
      || paper.some((sheet, at) => sheet.turn || sheet.document !== paper[0].document || sheet.number !== paper[at === 0 ? 0 : at - 1].number + (at === 0 ? 0 : 1)));
  }

  order() {
    return {
      shown: this.shown,
      papers: this.papers.map((paper) => paper.map((sheet) => ({
        document: sheet.document, page: sheet.number, rotation: this.rotation(sheet),
      }))),
    };
  }

  // Pictures are upright; a page that a person turns is turned from there, others are left alone.
  rotation(sheet) {
    return sheet.turn ? (((sheet.turn - sheet.upright) % 360) + 360) % 360 : null;
  }

  // ---- kept in the browser

  remember() {
    const brief = (sheet) => [sheet.key, sheet.turn];
    localStorage.setItem(this.slot, JSON.stringify({
      papers: this.papers.map((paper) => paper.map(brief)), out: this.out.map(brief), shown: this.shown,
    }));
  }

  forget() {
    localStorage.removeItem(this.slot);
  }

  // Once all pages of the draft are here.
  recall() {
    if (this.draft === false || !this.page.set) return;
    this.draft ??= JSON.parse(localStorage.getItem(this.slot) || "false");
    if (!this.draft || !this.draft.shown.every((document) => this.shown.includes(document))) return;
    const { papers, out } = this.draft;
    this.draft = false;
    const used = new Set();
    const taken = (list) => list.filter(([key]) => this.sheets.has(key)).map(([key, turn]) => {
      const sheet = this.sheets.get(key);
      sheet.turn = turn;
      used.add(key);
      return sheet;
    });
    const arranged = papers.map(taken).filter((paper) => paper.length);
    this.out = taken(out);
    const others = this.papers.map((paper) => paper.filter((sheet) => !used.has(sheet.key)));
    this.papers = [...arranged, ...others.filter((paper) => paper.length)];
  }

  // ---- what a person does

  act(what) {
    const keep = document.activeElement?.dataset.key;
    const at = this.papers.flat().findIndex((sheet) => sheet.key === (keep ?? this.last));
    if (what === "none") return this.chooseNone();
    if (what === "reset") this.reset();
    else if (what === "turn") for (const sheet of this.all(this.chosen)) sheet.turn = (sheet.turn + 90) % 360;
    else if (what === "left" || what === "right") this.move(what === "left" ? -1 : 1);
    else if (what === "cut") this.cut();
    else if (what === "join") this.join();
    else if (what === "out") this.takeOut();
    else if (what === "replace") {
      const [sheet] = this.all(this.chosen);
      location.assign(this.page.urls.replace.replace(NOBODY, sheet.document).replace(/\/1\/replace$/, `/${sheet.number}/replace`));
      return;
    }
    this.remember();
    this.draw();
    this.focusAfter(keep, at);
    this.told();
  }

  // A button that was pressed may be no more of use, and a page may have gone: where it stood is
  // gone on from.
  focusAfter(keep, at) {
    const line = this.papers.flat();
    if (keep && line.some((sheet) => sheet.key === keep)) this.focus(keep);
    else if (document.activeElement === document.body || document.activeElement.disabled) {
      this.focus(line[Math.max(0, Math.min(at, line.length - 1))]?.key);
    }
  }

  all(keys) {
    return this.papers.flat().filter((sheet) => keys.has(sheet.key));
  }

  // A step within the paper; beyond its end, into the next one.
  move(step) {
    const sheets = this.all(this.chosen);
    if (step > 0) sheets.reverse();
    for (const sheet of sheets) {
      const at = this.papers.findIndex((paper) => paper.includes(sheet));
      const paper = this.papers[at];
      const from = paper.indexOf(sheet);
      const to = from + step;
      if (paper[to] && !this.chosen.has(paper[to].key)) {
        [paper[from], paper[to]] = [paper[to], paper[from]];
      } else if (!paper[to] && this.papers[at + step]) {
        paper.splice(from, 1);
        if (step < 0) this.papers[at - 1].push(sheet);
        else this.papers[at + 1].unshift(sheet);
        if (!paper.length) this.papers.splice(at, 1);
      }
    }
  }

  cut() {
    for (const sheet of this.all(this.chosen)) {
      const at = this.papers.findIndex((paper) => paper.includes(sheet));
      const from = this.papers[at].indexOf(sheet);
      if (from === 0) this.say(this.words.cannot_cut);
      else this.papers.splice(at + 1, 0, this.papers[at].splice(from));
    }
    this.chosen.clear();
  }

  join() {
    for (const sheet of this.all(this.chosen)) {
      const at = this.papers.findIndex((paper) => paper.includes(sheet));
      if (at === 0) this.say(this.words.first);
      else if (this.papers[at].indexOf(sheet) === 0 || this.chosen.size === 1) {
        this.papers[at - 1].push(...this.papers[at]);
        this.papers.splice(at, 1);
      }
    }
    this.chosen.clear();
  }

  takeOut() {
    const gone = this.all(this.chosen);
    this.out.push(...gone);
    this.papers = this.papers.map((paper) => paper.filter((sheet) => !gone.includes(sheet)))
      .filter((paper) => paper.length);
    this.chosen.clear();
  }

  putBack(sheet) {
    this.out.splice(this.out.indexOf(sheet), 1);
    const own = this.papers.find((paper) => paper.some((other) => other.document === sheet.document));
    const after = own?.findIndex((other) => other.document === sheet.document && other.number > sheet.number);
    if (!own) this.papers.push([sheet]);
    else own.splice(after < 0 ? own.length : after, 0, sheet);
    this.remember();
    this.draw();
    this.focus(sheet.key);
    this.told();
  }

  reset() {
    for (const sheet of this.sheets.values()) sheet.turn = 0;
    this.out = [];
    this.papers = this.shown.map((document) => [...this.sheets.values()].filter((sheet) => sheet.document === document));
    this.chosen.clear();
    this.inOrder();
  }

  choose(sheet, event) {
    if (event.shiftKey && this.last) {
      const line = this.papers.flat().map((each) => each.key);
      const [from, to] = [line.indexOf(this.last), line.indexOf(sheet.key)].sort((a, b) => a - b);
      for (const key of line.slice(Math.max(0, from), to + 1)) this.chosen.add(key);
    } else if (this.chosen.has(sheet.key)) this.chosen.delete(sheet.key);
    else this.chosen.add(sheet.key);
    this.last = sheet.key;
    this.mark();
  }

  chooseNone() {
    this.chosen.clear();
    this.mark();
    if (document.activeElement === document.body || document.activeElement.hidden) this.focus(this.last);
  }

  key(event) {
    const key = event.target.dataset?.key;
    if (!key || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const acts = { r: "turn", x: "cut", Delete: "out" };
    if (steps[event.key]) {
      const line = this.papers.flat();
      this.focus(line[line.findIndex((sheet) => sheet.key === key) + steps[event.key]]?.key);
    } else if (acts[event.key]) {
      // A page that nobody has chosen is meant by this key alone, not by the next one.
      const isOnlyMeant = !this.chosen.size;
      if (isOnlyMeant) this.chosen.add(key);
      this.act(acts[event.key]);
      if (isOnlyMeant) this.chooseNone();
    } else return;
    event.preventDefault();
  }

  focus(key) {
    const found = key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (found) found.focus();
    else if (document.activeElement === document.body) $("arrange-title").focus();
  }

  say(text) {
    $("desk-status").textContent = text;
    $("hand-in-said").textContent = text;
  }

  // ---- what is seen

  draw() {
    $("arrangement").hidden = this.sheets.size === 0;
    $("papers").replaceChildren(...this.papers.map((paper, at) => this.drawPaper(paper, at)));
    $("taken-out").hidden = this.out.length === 0;
    $("out").replaceChildren(...this.out.map((sheet) => this.drawOut(sheet)));
    this.mark();
  }

  drawPaper(paper, at) {
    const box = document.createElement("section");
    box.className = "paper";
    const title = document.createElement("h3");
    title.className = "h6";
    const name = document.createElement("bdi");
    name.textContent = paper[0].name;
    title.append(`${this.words.paper} ${at + 1} · `, name);
    const sheets = document.createElement("div");
    sheets.className = "sheets";
    sheets.append(...paper.map((sheet) => this.drawSheet(sheet)));
    box.append(title, sheets);
    return box;
  }

  drawSheet(sheet) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sheet";
    button.dataset.key = sheet.key;
    const worst = ["reject", "warn", "info"].find((each) => sheet.remarks.some((remark) => remark.severity === each));
    if (worst) button.classList.add(`is-${worst}`);
    const turned = sheet.turn ? `, ${fill(this.words.turned, { degrees: sheet.turn })}` : "";
    const label = fill(this.words.sheet, { page: sheet.number, name: sheet.name }) + turned;
    button.setAttribute("aria-label", [label, ...sheet.remarks.map((remark) => remark.text)].join(". "));
    button.title = sheet.remarks.map((remark) => remark.text).join("\n");
    const picture = this.picture(sheet);
    const number = document.createElement("span");
    number.className = "sheet-number";
    const mark = { reject: "✕", warn: "⚠", info: "ⓘ" }[worst];
    number.textContent = mark ? `${sheet.number} ${mark}` : String(sheet.number);
    button.append(picture, number);
    button.addEventListener("click", (event) => this.choose(sheet, event));
    return button;
  }

  picture(sheet) {
    const frame = document.createElement("span");
    frame.className = "sheet-frame";
    if (!sheet.url) return frame;
    const picture = document.createElement("img");
    picture.loading = "lazy";
    picture.alt = "";
    picture.src = sheet.url;
    picture.className = `turned-${sheet.turn}`;
    picture.addEventListener("error", () => this.renew(sheet, picture));
    frame.append(picture);
    return frame;
  }

  // The address of a picture is good for some minutes only.
  async renew(sheet, picture) {
    if (sheet.renewed > Date.now() - 60_000) return;
    sheet.renewed = Date.now();
    const found = (await this.page.look(sheet.document))?.papers?.find((each) => each.number === sheet.number);
    if (!found) return;
    sheet.url = found.url;
    picture.src = found.url;
  }

  drawOut(sheet) {
    const box = document.createElement("div");
    box.className = "sheet-box";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-secondary";
    button.textContent = this.words.restore;
    button.setAttribute("aria-label", `${this.words.restore}: ${fill(this.words.sheet, { page: sheet.number, name: sheet.name })}`);
    button.addEventListener("click", () => this.putBack(sheet));
    box.append(this.picture(sheet), button);
    return box;
  }

  mark() {
    for (const button of document.querySelectorAll("#papers .sheet")) {
      const isChosen = this.chosen.has(button.dataset.key);
      button.setAttribute("aria-pressed", String(isChosen));
    }
    const count = this.chosen.size;
    for (const button of document.querySelectorAll("[data-do]")) {
      if (button.dataset.do === "none") button.hidden = count === 0;
      const one = ["replace"].includes(button.dataset.do);
      button.disabled = button.dataset.do === "reset" ? !this.changed : one ? count !== 1 : count === 0;
    }
    if (!count) return;
    const told = fill(this.words.chosen, { count });
    $("chosen-count").textContent = told;
    $("desk-status").textContent = told;
  }
}
