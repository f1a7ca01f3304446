// The review screen: a state machine of the keyboard. Only doubtful fields take the focus.
//
// Every word of the person is sent at once; what has not been acknowledged is kept in this tab's
// storage, so that neither a lost connection nor an ended session loses it. The focus goes on with
// the key, never with the answer: what is typed meanwhile stands where the person saw the caret.

import { answered, ask, csrf, data, whenGone } from "./ask.js";
import { Paper, around, crop } from "./paper.js";

const page = data("review-data");
const words = page.words;
const $ = (id) => document.getElementById(id);
const list = $("fields");
const say = $("say");
// Of one person: whoever signs in next in this tab neither sees nor sends what they typed.
const KEPT = `sohoa-draft-${page.record}-${page.person}`;
const NOTE = `sohoa-note-${page.record}-${page.person}`;
// Set while this tab has the record: a page that could not be left in order has it still.
const HELD = `sohoa-held-${page.record}-${page.person}`;
const IDLE_MS = 30000;
// Cells of rows: room beside the letters, and how many letters from which they get no wider.
const MARGIN = 7;
const LONG = 20;
// Up to so many letters a word is a number, which no cell breaks.
const NUMBER = 12;
const HEARTBEAT_MS = 60000;

const byId = new Map(page.fields.map((field) => [field.id, field]));
const opened = new Date().toISOString();
const total = { active_ms: 0, keystrokes: 0, clicks: 0 };
let spent = fresh();
let last = performance.now();
// How is said that there is no value.
const WITHOUT = ["illegible", "absent"];
let ending = false;
let lost = false;
// The rules that the values break.
let broken = page.problems;

// What this tab keeps of the record is not needed any more, or must not be kept.
function forget() {
  for (const name of [KEPT, NOTE, HELD]) sessionStorage.removeItem(name);
}

// Of a paper that was sealed meanwhile nothing stays in the browser: no value, no picture, no draft.
whenGone(() => {
  ending = lost = true;
  forget();
  document.querySelector("main").replaceChildren();
  // A page that says so, in the place of this one.
  location.replace(page.urls.show);
});

// ---- what things take

function fresh() {
  return { active_ms: 0, keystrokes: 0, clicks: 0, shown_at: new Date().toISOString(), first_key_at: null };
}

function count(kind) {
  const now = performance.now();
  const passed = Math.min(now - last, IDLE_MS);
  last = now;
  for (const sum of [spent, total]) sum.active_ms += passed;
  if (!kind) return;
  for (const sum of [spent, total]) sum[kind] += 1;
  if (kind === "keystrokes" && !spent.first_key_at) spent.first_key_at = new Date().toISOString();
}

function effort(sum) {
  return { ...sum, active_ms: Math.round(sum.active_ms) };
}

addEventListener("keydown", (event) => {
  if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) count("keystrokes");
}, true);
addEventListener("pointerdown", () => count("clicks"), true);

// ---- drafts of this tab

// By field: a text, how it came, and over which version of the record it was typed.
function kept() {
  return JSON.parse(sessionStorage.getItem(KEPT) || "{}");
}

function keep(id, text, how = "edited") {
  const drafts = kept();
  if (text === undefined) delete drafts[id];
  else drafts[id] = [text, how, page.version];
  if (Object.keys(drafts).length) sessionStorage.setItem(KEPT, JSON.stringify(drafts));
  else sessionStorage.removeItem(KEPT);
}

// Something else is typed than that there is no value, or than what somebody was not sure of.
function retyped(field) {
  if ([...WITHOUT, "unsure"].includes(field.by)) field.by = undefined;
  draft(field);
}

// Keeps what stands in the inputs of a field, until the server has it.
function draft(field) {
  const text = standing(field);
  if (!isDirty(field) && !field.going) field.by = undefined;
  if (field.asked !== undefined && !isAsked(field, text)) unask(field);
  keep(field.id, same(text, field.text) ? undefined : text, field.by);
}

// ---- fields

function build(field) {
  const item = document.createElement("li");
  item.className = field.columns.length ? "field has-columns" : "field";
  item.dataset.field = field.id;
  const label = document.createElement("label");
  label.htmlFor = inputId(field, 0);
  label.id = `label-${field.id}`;
  const mark = document.createElement("span");
  mark.className = "band";
  const title = document.createElement("span");
  title.textContent = field.gloss ? `${field.title} (${field.gloss})` : field.title;
  const state = document.createElement("span");
  state.className = "state";
  label.append(mark, title, state);
  const strip = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  strip.setAttribute("class", "crop");
  strip.setAttribute("aria-hidden", "true");
  const inputs = document.createElement("div");
  inputs.className = "inputs";
  const alternatives = document.createElement("div");
  alternatives.className = "alternatives";
  const issues = document.createElement("div");
  issues.className = "field-issues";
  issues.id = `issues-${field.id}`;
  item.append(label, strip, inputs, alternatives, issues);
  fill(item, field);
  return item;
}

function inputId(field, row, column = "") {
  return `field-${field.id}-${row}${column && "-"}${column}`;
}

function textarea(field, row, text, column) {
  const input = document.createElement("textarea");
  input.rows = 1;
  input.id = inputId(field, row, column?.id);
  input.value = text;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("autocapitalize", "off");
  input.setAttribute("aria-describedby", `issues-${field.id}`);
  input.dataset.row = row;
  if (column) input.dataset.column = column.id;
  if (row || column) input.setAttribute("aria-label", `${field.title}, ${words.row} ${row + 1}${column ? `, ${column.title}` : ""}`);
  return input;
}

// The inputs of a field for a text, a list of texts or a list of rows.
function setText(item, field, value) {
  if (!field.many) replaceInputs(item, textarea(field, 0, value));
  else setRows(item, field, value.length ? value : [field.columns.length ? {} : ""]);
}

function setRows(item, field, rows) {
  replaceInputs(item, ...heading(field), ...rows.map((row, at) => rowOf(field, at, row)));
  // What is longer has more room.
  field.columns.forEach((column, at) => {
    const texts = rows.map((row) => row[column.id] || "");
    const longest = Math.max(column.title.length, ...texts.map((text) => text.length));
    const word = Math.max(...texts.flatMap((text) => text.split(/\s/)).map((text) => text.length));
    for (const cell of item.querySelectorAll(`.cell:nth-child(${at + 1})`)) {
      cell.style.setProperty("--share", MARGIN + Math.min(longest, LONG));
      cell.style.setProperty("--word", Math.min(word, NUMBER));
    }
  });
  item.querySelectorAll(".inputs textarea").forEach(grow);
}

let replacing = false;

function replaceInputs(item, ...made) {
  const box = item.querySelector(".inputs");
  // An input that is taken away while it has the focus was not left by the person.
  replacing = true;
  box.replaceChildren(...made);
  replacing = false;
  box.querySelectorAll("textarea").forEach(grow);
}

// What the columns of a list are called.
function heading(field) {
  if (!field.columns.length) return [];
  const line = document.createElement("div");
  line.className = "row-head";
  line.setAttribute("aria-hidden", "true");
  line.append(...field.columns.map((column) => {
    const cell = document.createElement("span");
    cell.className = "cell";
    cell.textContent = column.title;
    return cell;
  }));
  return [line];
}

function rowOf(field, at, row) {
  const line = document.createElement("div");
  line.className = "row-line";
  if (field.columns.length) {
    line.append(...field.columns.map((column) => {
      const cell = document.createElement("div");
      cell.className = "cell";
      cell.dataset.title = column.title;
      cell.append(textarea(field, at, row[column.id] || "", column));
      return cell;
    }));
  } else {
    line.append(textarea(field, at, row));
  }
  return line;
}

function textOf(item, field) {
  const inputs = [...item.querySelectorAll(".inputs textarea")];
  if (!field.many) return inputs[0].value;
  if (!field.columns.length) return inputs.map((input) => input.value).filter((text) => text.trim());
  return [...item.querySelectorAll(".row-line")].map((line) =>
    Object.fromEntries([...line.querySelectorAll("textarea")].map((input) => [input.dataset.column, input.value]))
  ).filter((row) => Object.values(row).some((text) => text.trim()));
}

// Whether two texts, lists or rows say the same: blank rows and cells say nothing.
function same(first, second) {
  return JSON.stringify(said(first)) === JSON.stringify(said(second));
}

function said(value) {
  if (value === "" || value == null) return [];
  if (!Array.isArray(value)) return value;
  return value.map((row) => (typeof row === "string" ? row : Object.entries(row).filter(([, text]) => text).sort()))
    .filter((row) => row.length);
}

const standing = (field) => textOf(itemOf(field), field);
// The last word on a field, also one that is on its way: how, and which text.
const actionOf = (field) => (field.going || field).action;
const isDirty = (field) => !same(standing(field), field.going?.text ?? field.text);
// One that was asked about is only taken when the person insists, by Enter.
const isAsked = (field, text) => field.asked !== undefined && same(field.asked, text);
// Where something was to be read, or typed a second time, F8 or F9 says that there is nothing.
const asksForWords = (field) => field.blind || (isOpen(field) && (field.band !== "sure" || actionOf(field) === "unsure"));
const isUntyped = (field, text) => asksForWords(field) && same(text, "") && !WITHOUT.includes(field.by);
const isUnsaid = (field, text) => same(text, "") && !actionOf(field) && !WITHOUT.includes(field.by);
// What the program read is confirmed; what is typed a second time, or was another's guess, is not.
const isAsRead = (field, text) => !isDirty(field) && same(text, field.machine) && !field.blind && !field.by;

function fill(item, field) {
  setText(item, field, field.text);
  mark(item, field);
  const choices = field.alternatives.map((text, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-primary";
    button.tabIndex = -1;
    button.textContent = `${at + 1} ${text}`;
    button.addEventListener("click", () => pick(field, at));
    return button;
  });
  item.querySelector(".alternatives").replaceChildren(...choices);
  remark(field, asFound(field), item);
}

// What the program found odd about the value that it read.
const asFound = (field) => field.issues.map((issue) => [issue.severity, issue.text]);

// Says something about a field, in the place of what was said about it before.
function remark(field, found, item = itemOf(field)) {
  field.remarks = found;
  showRemarks(field, item);
}

// The remarks on a field, and the rules that its value breaks.
function showRemarks(field, item) {
  const rules = broken.filter((each) => each.fields.includes(field.id))
    .map((each) => [each.hard ? "hard" : "warn", each.text]);
  item.querySelector(".field-issues").replaceChildren(...[...field.remarks, ...rules].map(([severity, text]) => {
    const line = document.createElement("p");
    line.className = `issue issue-${severity}`;
    line.textContent = text;
    return line;
  }));
}

// What was asked about is not what stands there any more.
function unask(field) {
  field.asked = undefined;
  field.isOld = false;
  mark(itemOf(field), field);
  remark(field, same(standing(field), field.machine) ? asFound(field) : []);
}

const MARKS = { sure: "✓", doubtful: "◐", unsure: "✕" };

function mark(item, field) {
  item.classList.toggle("is-flagged", isOpen(field));
  item.classList.toggle("is-decided", Boolean(field.action) && !isOpen(field));
  item.classList.toggle("band-unsure", field.band === "unsure");
  item.classList.toggle("asks-again", field.asked !== undefined);
  item.classList.toggle("has-no-value", WITHOUT.includes(field.action));
  const band = item.querySelector(".band");
  const shown = field.action && field.action !== "unsure" ? "sure" : field.band;
  band.className = `band band-${shown}`;
  band.textContent = MARKS[shown];
  item.querySelector(".state").textContent = field.action ? words[field.action] : "";
}

function grow(input) {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 2}px`;
}

const itemOf = (field) => list.querySelector(`[data-field="${CSS.escape(field.id)}"]`);
// What is asked about is open, and what somebody was not sure of, for who decides on it.
const isOpen = (field) =>
  (field.asked !== undefined && !field.going)
  || (actionOf(field) ? actionOf(field) === "unsure" && page.senior : field.flagged);
const fieldAt = (element) => {
  const item = element && element.closest && element.closest(".field");
  return item ? byId.get(item.dataset.field) : null;
};

function focusOn(field) {
  const input = itemOf(field).querySelector("textarea");
  input.focus();
  const at = field.doubt ? input.value.indexOf(field.doubt) : -1;
  if (at >= 0) input.setSelectionRange(at, at + field.doubt.length);
  else input.setSelectionRange(input.value.length, input.value.length);
}

function nextOpen(field, step) {
  const at = field ? page.fields.indexOf(field) : -1;
  const order = step > 0
    ? [...page.fields.slice(at + 1), ...page.fields.slice(0, at + 1)]
    : [...page.fields.slice(0, Math.max(at, 0)).reverse(), ...page.fields.slice(at).reverse()];
  return order.find((other) => other !== field && (isOpen(other) || (step < 0 && other.flagged)));
}

function goOn(field) {
  const next = nextOpen(field, 1);
  if (next) focusOn(next);
  else if (asksType()) $("type").focus();
  else $("approve").focus();
}

// Of a paper of no known type somebody says first what it is, or that it is none of them.
let isTypeSeen = false;
const asksType = () => page.asks_type && !isTypeSeen;

// What went wrong stands there until it is mended.
function tellLeft() {
  if (unsent.size || say.querySelector("a, button")) return;
  const left = page.fields.filter((field) => field.going || isOpen(field)).length;
  if (left) say.textContent = `${words.left}${left}`;
  else say.textContent = asksType() ? words.choose_type : words.ready;
}

list.addEventListener("focusin", (event) => {
  const field = fieldAt(event.target);
  if (!field || document.querySelector(".field.is-active")?.dataset.field === field.id) return;
  for (const other of list.querySelectorAll(".is-active")) other.classList.remove("is-active");
  const item = itemOf(field);
  item.classList.add("is-active");
  spent = fresh();
  look(field, item);
  item.scrollIntoView({ block: "nearest" });
});

function look(field, item) {
  const place = around(field.evidence);
  const strip = item.querySelector(".crop");
  if (!place) {
    strip.replaceChildren();
    return;
  }
  paper.show(place.page, place.box);
  const sheet = paper.page(place.page);
  if (sheet) crop(strip, sheet, place.box);
}

list.addEventListener("input", (event) => {
  const field = fieldAt(event.target);
  grow(event.target);
  retyped(field);
});

// What was typed and left without Enter is kept all the same.
list.addEventListener("focusout", (event) => {
  const field = fieldAt(event.target);
  if (!field || ending || replacing || itemOf(field).contains(event.relatedTarget)) return;
  const text = standing(field);
  if (!isDirty(field) || isAsked(field, text)) return;
  if (isUntyped(field, text)) remark(field, [["warn", words.type]]);
  else decide(field, field.by || "edited", text);
});

// ---- saying something of a field

// What could not be sent, by field: how, and which text.
const unsent = new Map();
let sending = Promise.resolve();

// Says something of a field; true when it was kept.
function decide(field, action, text) {
  count();
  const body = {
    token: page.token, version: page.version, field: field.id, action,
    insist: isAsked(field, text) && !field.isOld, effort: effort(spent),
  };
  if (text !== undefined) body.text = text;
  spent = fresh();
  // What could not be sent before does not come after it.
  unsent.delete(field.id);
  field.going = body;
  const work = sending.then(() => send(field, body, text));
  sending = work.catch(() => {});
  mark(itemOf(field), field);
  return work;
}

// Says something by a key: what is left is told when it is kept.
function enter(field, action, text) {
  decide(field, action, text).then((isKept) => isKept && tellLeft());
}

async function send(field, body, text) {
  try {
    const answer = await ask(page.urls.decide, body);
    field.action = body.action;
    if (text !== undefined) field.text = text;
    Object.assign(field, { asked: undefined, isOld: false });
    arrived(field, body);
    // More may have been typed meanwhile.
    draft(field);
    remark(field, []);
    tellProblems(answer.problems);
    return true;
  } catch (error) {
    arrived(field, body);
    // Of two words on a field the answer to the last one counts.
    return field.going ? false : refused(error, field, text, body.action);
  }
}

// A word is not on its way any more, unless it is another one of the same field.
function arrived(field, body) {
  if (field.going === body) field.going = undefined;
  mark(itemOf(field), field);
}

// Whether it may go well in a moment: no connection, or a server that starts just now.
const isPassing = (error) => error.status === 0 || error.status >= 500;
const isSignedOut = (error) => error.status === 401 || error.code === "csrf";

function refused(error, field, text, action) {
  if (error.status === 422 && error.code === "doubtful") {
    question(field, text, `${error.message} ${words.again}`);
    // Whoever has gone on stays there, and comes round to it.
    if (fieldAt(document.activeElement) !== field) say.textContent = `${field.title}: ${error.message}`;
    return false;
  }
  // More may have been typed meanwhile.
  if (text !== undefined && same(standing(field), text)) keep(field.id, text, action);
  else draft(field);
  if (isPassing(error)) {
    if (action) unsent.set(field.id, [action, text]);
    say.textContent = words.offline;
    queueAgain();
  } else if (isSignedOut(error)) {
    signedOut();
  } else if (error.status === 409) {
    offer(error.message, words.reopen, () => location.reload());
  } else {
    say.textContent = error.message;
  }
  return false;
}

// Asks about a text that stands in a field: only Enter says it.
function question(field, text, message) {
  if (text !== undefined && !same(standing(field), text)) return;
  field.asked = text;
  field.isOld = false;
  mark(itemOf(field), field);
  remark(field, [["warn", message]]);
}

function signedOut() {
  // Leaving a field for the link sends it once more: the link stays under the hand.
  if (say.querySelector("a")) return;
  say.replaceChildren();
  const link = document.createElement("a");
  // Who is not signed in is asked to, and comes back here.
  link.href = location.pathname;
  link.textContent = words.signed_out;
  say.append(link);
}

// Tells something, with a button that mends it.
function offer(text, label, mend) {
  const there = $("mend");
  if (there && there.textContent === label) {
    say.firstChild.textContent = text;
    return there;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.id = "mend";
  button.className = "btn btn-sm btn-outline-primary ms-2";
  button.textContent = label;
  button.addEventListener("click", mend);
  say.replaceChildren(text, button);
  return button;
}

function tellProblems(problems) {
  broken = problems;
  for (const field of page.fields) showRemarks(field, itemOf(field));
}

function confirm(field) {
  const text = standing(field);
  if (isUntyped(field, text)) {
    remark(field, [["warn", words.type]]);
    return;
  }
  if (isDirty(field) || isOpen(field) || !actionOf(field)) accept(field, text);
  else sending.then(tellLeft);
  goOn(field);
}

// What stands there is right.
function accept(field, text) {
  if (isAsRead(field, text)) enter(field, "confirmed");
  else enter(field, field.by || "edited", text);
}

function pick(field, at) {
  const text = field.alternatives[at];
  if (text === undefined || ending) return;
  setText(itemOf(field), field, field.many ? [text] : text);
  field.by = "picked";
  draft(field);
  focusOn(field);
}

// That there is no value stands there as if it were typed: nothing that was typed comes back.
function without(field, action) {
  const nothing = field.many ? [] : "";
  setText(itemOf(field), field, nothing);
  field.by = action;
  draft(field);
  enter(field, action, nothing);
  goOn(field);
}

// What the program had read stands there again, with what it found odd about it; in the place of what
// was typed over another version, what the record says now.
function restore(field) {
  setText(itemOf(field), field, field.isOld ? field.text : field.machine);
  field.by = undefined;
  draft(field);
  unask(field);
  focusOn(field);
}

// Not sure, but this is what may stand there: it is kept for who decides.
function unsure(field) {
  const text = standing(field);
  const isGuess = !isUntyped(field, text) && !isAsRead(field, text);
  enter(field, "unsure", isGuess ? text : undefined);
  goOn(field);
}

// In the order of what is said: nothing ends before it is done.
function undo(field) {
  const text = standing(field);
  focusOn(field);
  sending = sending.then(() => takeBack(field, text));
}

// Takes back what stood there then. A word that was not kept is only not sent again.
async function takeBack(field, text) {
  if (unsent.delete(field.id) || !same(text, field.text)) return;
  try {
    const answer = await ask(page.urls.undo, { token: page.token, field: field.id });
    const hasMore = isDirty(field);
    Object.assign(field, answer.field, { asked: undefined, isOld: false, by: undefined });
    if (hasMore) {
      // What was typed meanwhile stays.
      mark(itemOf(field), field);
      draft(field);
    } else {
      refill(field);
    }
    say.textContent = words.undone;
  } catch (error) {
    refused(error, field);
  }
}

// What the record says stands in the inputs again; the focus stays where it is.
function refill(field) {
  const item = itemOf(field);
  const hasFocus = item.contains(document.activeElement);
  keep(field.id);
  fill(item, field);
  if (hasFocus) focusOn(field);
}

// ---- values chosen from a list

let chooser = null;

async function choose(field) {
  if (!field.listed) {
    say.textContent = words.no_list;
    return;
  }
  // What is typed while the list is on its way is looked for in it.
  showList(field);
  try {
    const { values, own } = await ask(page.urls.list + encodeURIComponent(field.id));
    chooser.addOptions(values.map((value, at) => ({ value, text: value, isOwn: at < own })));
    chooser.refreshOptions($("list").open);
  } catch (error) {
    $("list").close();
    refused(error, field);
  }
}

function showList(field) {
  $("list-title").textContent = field.title;
  const row = document.activeElement;
  $("list").showModal();
  chooser?.destroy();
  chooser = new TomSelect("#list-choice", {
    options: [],
    // Places of this province before all others that are like what is typed.
    score(typed) {
      const like = this.getScoreFunction(typed);
      return (option) => like(option) && like(option) + (option.isOwn ? 10 : 0);
    },
    items: [],
    maxOptions: 50,
    maxItems: 1,
    openOnFocus: true,
    onChange: (value) => {
      if (!value) return;
      $("list").close();
      row.focus();
      put(value, false, "picked");
    },
  });
  chooser.focus();
}

$("list").addEventListener("close", () => {
  const field = current();
  if (field) focusOn(field);
});

// ---- another type of paper

$("type").addEventListener("change", () => {
  $("retype").hidden = $("type").value === page.type;
});
$("retype").addEventListener("click", async () => {
  if (!(await sayAll())) return;
  try {
    await ask(page.urls.type, { token: page.token, type: $("type").value });
    say.textContent = words.retyping;
    if (await answered(page.urls.version, (now) => now.version !== page.version)) location.reload();
    else say.textContent = words.nothing;
  } catch (error) {
    if (error.status === 401) signedOut();
    else say.textContent = error.status ? error.message : words.offline;
  }
});

// ---- rows of lists

function addRow(field, input) {
  const rows = textOfRows(field);
  const at = Number(input.dataset.row) + 1;
  rows.splice(at, 0, field.columns.length ? {} : "");
  setRows(itemOf(field), field, rows);
  itemOf(field).querySelector(`[data-row="${at}"]`).focus();
  retyped(field);
}

function removeRow(field, input) {
  const rows = textOfRows(field);
  const at = Number(input.dataset.row);
  rows.splice(at, 1);
  setText(itemOf(field), field, rows);
  const left = itemOf(field).querySelectorAll(".row-line");
  left[Math.min(at, left.length - 1)].querySelector("textarea").focus();
  retyped(field);
}

function textOfRows(field) {
  return [...itemOf(field).querySelectorAll(".row-line")].map((line) => {
    const inputs = [...line.querySelectorAll("textarea")];
    return field.columns.length
      ? Object.fromEntries(inputs.map((input) => [input.dataset.column, input.value]))
      : inputs[0].value;
  });
}

// ---- the keyboard

// An input method that composes has the keys for itself.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

const KEYS = {
  "Ctrl+Enter": () => approve(),
  "F1": () => $("help").showModal(),
  "F2": () => paper.cycle(),
  "F6": () => askNote("escalated"),
  "Ctrl+F6": () => askNote("rescan"),
  "F7": () => finish("skipped"),
};

const FIELD_KEYS = {
  "Enter": (field) => confirm(field),
  "Shift+Enter": (field) => {
    const before = nextOpen(field, -1);
    if (before) focusOn(before);
  },
  "F4": (field) => choose(field),
  "Alt+0": (field) => unsure(field),
  "Alt+1": (field) => pick(field, 0),
  "Alt+2": (field) => pick(field, 1),
  "Alt+3": (field) => pick(field, 2),
  "F8": (field) => without(field, "illegible"),
  "F9": (field) => without(field, "absent"),
  "Escape": (field) => restore(field),
  "Alt+Insert": (field, input) => field.many && addRow(field, input),
  "Alt+Delete": (field, input) => field.many && removeRow(field, input),
};

function named(event) {
  const digit = /^Digit([0-3])$/.exec(event.code);
  const key = event.altKey && digit ? digit[1] : event.key;
  return `${event.ctrlKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${key}`;
}

// A key that is held down acts once: nobody has seen yet what comes next. Letters and arrows go on.
addEventListener("keydown", (event) => {
  if (!event.repeat || isComposing(event)) return;
  const name = named(event);
  const isBreak = name === "Shift+Enter" && event.target.id === "note";
  const isOwnUndo = name === "Ctrl+z" && !takesBack(fieldAt(event.target), event.target);
  if (isBreak || isOwnUndo || !(event.key === "Enter" || name === "Ctrl+z" || name in KEYS || name in FIELD_KEYS)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

addEventListener("keydown", (event) => {
  if (isComposing(event) || document.querySelector("dialog[open]") || event.target.id === "note") return;
  const name = named(event);
  const field = fieldAt(event.target);
  if (name === "Ctrl+z" && undoes(field, event.target)) {
    event.preventDefault();
  } else if (name in KEYS) {
    event.preventDefault();
    KEYS[name]();
  } else if (field && event.target.matches("textarea") && name in FIELD_KEYS) {
    event.preventDefault();
    if (!ending) FIELD_KEYS[name](field, event.target);
  } else if (name === "Shift+Enter" && event.target.id === "approve") {
    // Back from the button: without this, the key would press it.
    event.preventDefault();
    const before = page.fields.findLast((other) => other.flagged || isOpen(other));
    if (before) focusOn(before);
  }
});

// Ctrl+Z while typing is the browser's; else it takes the last word back.
const takesBack = (field, target) => target.id !== "note" && !(field && target.matches("textarea") && isDirty(field));

function undoes(field, target) {
  if (ending || !takesBack(field, target)) return false;
  const decided = page.fields.filter(actionOf);
  const chosen = field && actionOf(field) ? field : decided.at(-1);
  if (!chosen) return false;
  undo(chosen);
  return true;
}

// ---- the paper answers

const paper = new Paper(document, page.pages, {
  words: page.urls.words,
  problems: { broken: words.broken, unread: words.unread },
  onWord: (text, isAdded) => put(text, isAdded, "clicked"),
  onBox: readBox,
  renew: async () => (await ask(page.urls.pictures)).pages,
});

function current() {
  return byId.get(document.querySelector(".field.is-active")?.dataset.field);
}

function put(text, isAdded, how) {
  const field = current();
  if (!field || ending) return;
  const inputs = [...itemOf(field).querySelectorAll("textarea")];
  const input = inputs.includes(document.activeElement) ? document.activeElement : inputs[0];
  input.value = isAdded && input.value ? `${input.value} ${text}` : text;
  grow(input);
  field.by = how;
  draft(field);
  input.focus();
}

async function readBox(number, box) {
  const field = current();
  const before = field && standing(field);
  say.textContent = words.reading;
  try {
    const { question } = await ask(page.urls.box, { page: number, box });
    const answer = await answered(page.urls.answer + question, (found) => found.done);
    const text = (answer?.text || "").replace(/\s+/g, " ");
    // Whoever types already, or elsewhere, only reads it.
    const isFree = field && field === current() && same(before, standing(field));
    say.textContent = text && isFree ? "" : text || answer?.error || words.nothing;
    if (text && isFree) put(text, false, "reread");
  } catch (error) {
    if (error.status === 401) signedOut();
    else say.textContent = error.status ? error.message : words.offline;
  }
}

// ---- endings

// Says what stands in the inputs and is not said yet; whether all of it was kept. Nothing ends
// before: the first one that is not kept has the focus.
async function sayAll(isPutOff = false) {
  await sending;
  for (const [id, [action, text]] of [...unsent]) {
    if (!(await decide(byId.get(id), action, text))) return false;
  }
  for (const field of page.fields.filter((each) => isDirty(each) || each.asked !== undefined)) {
    const text = standing(field);
    // Whoever only emptied a field has said nothing of it: the record may go to others so.
    if (isPutOff && isUnsaid(field, text)) continue;
    if (isUntyped(field, text)) remark(field, [["warn", words.type]]);
    else if (!isAsked(field, text) && (await decide(field, field.by || "edited", text))) continue;
    if (isAsked(field, text)) say.textContent = words.unsaid;
    focusOn(field);
    return false;
  }
  return true;
}

function approve() {
  if (ending) return;
  const field = document.activeElement?.matches("textarea") && fieldAt(document.activeElement);
  // The key is also Enter for the field in which it is pressed.
  if (field && (isDirty(field) || isOpen(field))) {
    const text = standing(field);
    if (isUntyped(field, text)) {
      confirm(field);
      return;
    }
    accept(field, text);
  }
  const left = page.fields.find(isOpen);
  if (left || asksType()) {
    if (left) focusOn(left);
    else $("type").focus();
    sending.then(() => {
      tellLeft();
      isTypeSeen ||= !left;
    });
    return;
  }
  finish("approved");
}

// What was begun beside the fields: a reason that is not sent, a type that is not taken.
function isHalfDone(note) {
  const hasReason = !note && !$("note-row").hidden && $("note").value.trim();
  if (hasReason) {
    say.textContent = words.reason_left;
    $("note").focus();
  } else if (!$("retype").hidden) {
    say.textContent = words.type_left;
    $("retype").focus();
  }
  return hasReason || !$("retype").hidden;
}

// While a review ends nothing can be typed that would come too late.
function setEnding(is) {
  ending = is;
  for (const input of [...list.querySelectorAll("textarea"), $("note")]) input.readOnly = is;
}

async function finish(outcome, note = "") {
  if (ending || isHalfDone(note)) return;
  setEnding(true);
  count();
  const isSaid = await sayAll(outcome !== "approved");
  const left = outcome === "approved" && page.fields.find(isOpen);
  if (!isSaid || left) {
    setEnding(false);
    if (isSaid) {
      focusOn(left);
      tellLeft();
    }
    return;
  }
  try {
    const answer = await ask(page.urls.end, {
      token: page.token, outcome, version: page.version, note, effort: { ...effort(total), shown_at: opened },
    });
    forget();
    location.assign(answer.next);
  } catch (error) {
    setEnding(false);
    if (isSignedOut(error)) signedOut();
    else if (error.code === "changed") offer(error.message, words.reopen, () => location.reload());
    else say.textContent = error.status ? error.message : words.offline;
    if (isPassing(error)) queueAgain();
    if (error.code === "not_allowed" && page.senior && outcome === "approved") askNote("approved");
  }
}

let wanted = null;

function askNote(outcome) {
  wanted = outcome;
  const at = page.pages.findIndex((each) => each.number === paper.number) + 1;
  $("note-label").textContent = words.why[outcome].replace("{page}", at);
  $("note-row").hidden = false;
  $("note").focus();
}

function closeNote() {
  $("note-row").hidden = true;
  const field = current();
  if (field) focusOn(field);
}

function sendNote() {
  if ($("note").value.trim()) finish(wanted, $("note").value);
  else $("note").focus();
}

$("note").addEventListener("input", () => sessionStorage.setItem(NOTE, $("note").value));
$("note").addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    sendNote();
  } else if (event.key === "Escape") {
    closeNote();
  }
});
$("note-send").addEventListener("click", sendNote);
$("note-cancel").addEventListener("click", closeNote);
$("approve").addEventListener("click", approve);
// Whoever types on beyond the last field presses nothing by the space between two words.
let isTyping = false;
$("approve").addEventListener("focus", () => {
  isTyping = false;
});
$("approve").addEventListener("keydown", (event) => {
  isTyping ||= event.key.length === 1 && event.key !== " ";
});
$("approve").addEventListener("keyup", (event) => {
  if (event.key === " " && isTyping) event.preventDefault();
});
$("escalate").addEventListener("click", () => askNote("escalated"));
$("rescan").addEventListener("click", () => askNote("rescan"));
$("skip").addEventListener("click", () => finish("skipped"));
$("help-button").addEventListener("click", () => $("help").showModal());

// ---- the lease

let tries = 0;

async function hold(isTakenOver = false) {
  try {
    const answer = await ask(page.urls.lease, { token: page.token, take_over: isTakenOver });
    tries = 0;
    if (lost) say.replaceChildren();
    lost = false;
    sessionStorage.setItem(HELD, "yes");
    $("lease-note").textContent = `${words.held} ${answer.at}`;
    return true;
  } catch (error) {
    // The page before this one may still be on its way out.
    if (error.status === 409 && tries < 4) {
      tries += 1;
      await new Promise((done) => setTimeout(done, 400));
      return hold(isTakenOver);
    }
    if (error.status === 409) sessionStorage.removeItem(HELD);
    if (isSignedOut(error)) signedOut();
    // Why, and the way to the next record, stand above.
    else if (error.status === 409 && page.refused) say.textContent = "";
    else if (error.status === 409 && (page.senior || !page.held_by_other)) offer(error.message, words.take_over, takeOver);
    else say.textContent = error.status ? error.message : words.offline;
    lost = true;
    return false;
  }
}

async function takeOver() {
  if (await hold(true)) location.reload();
}

addEventListener("pagehide", () => {
  if (lost) return;
  const form = new FormData();
  form.append("csrf_token", csrf());
  form.append("token", page.token);
  navigator.sendBeacon(page.urls.leave, form);
});
// A page that comes back from the browser's memory is older than the record.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// ---- what was typed and never acknowledged

async function sendKept() {
  for (const [id, [action, text]] of [...unsent]) await decide(byId.get(id), action, text);
  for (const [id, [text, how]] of Object.entries(kept())) {
    const field = byId.get(id);
    if (!field || (same(text, field.text) && !WITHOUT.includes(how))) keep(id);
    // What is being typed just now is no word yet.
    else if (!isAsked(field, text) && !field.going && field !== fieldAt(document.activeElement)) {
      await decide(field, how, text);
    }
  }
}

// What was typed over another version of the record is no word on this one until the person says so.
function askOld(field, text, how) {
  if (same(text, field.text) && !WITHOUT.includes(how)) return;
  const parts = { typed: WITHOUT.includes(how) ? words[how] : written(text), now: written(field.text) };
  question(field, text, words.old.replace(/{(typed|now)}/g, (_, name) => parts[name]));
  field.isOld = true;
}

// What was typed into a field that the record has no more is shown once.
function showGone(text) {
  const line = document.createElement("p");
  line.className = "issue issue-warn";
  line.textContent = `${words.gone} ${written(text)}`;
  $("issues").append(line);
}

// A text, a list of texts or of rows in one line.
function written(value) {
  const rows = said(value);
  if (!Array.isArray(rows)) return rows;
  return rows.map((row) => (typeof row === "string" ? row : row.map(([, text]) => text).join(", "))).join("; ") || "–";
}

let waiting = null;

function queueAgain() {
  waiting ||= setInterval(async () => {
    if (!(await hold())) return;
    clearInterval(waiting);
    waiting = null;
    say.textContent = words.saved;
    await sendKept();
    tellLeft();
  }, 2000);
}

addEventListener("resize", () => list.querySelectorAll("textarea").forEach(grow));

// ---- beginning

list.replaceChildren(...page.fields.map(build));
list.querySelectorAll("textarea").forEach(grow);
for (const [id, [text, how, version]] of Object.entries(kept())) {
  const field = byId.get(id);
  if (!field) {
    showGone(text);
    continue;
  }
  setText(itemOf(field), field, text);
  field.by = how;
  if (version !== page.version) askOld(field, text, how);
}
$("note").value = sessionStorage.getItem(NOTE) || "";
if (await hold(!page.held_by_other && sessionStorage.getItem(HELD) !== null)) {
  await sendKept();
  setInterval(hold, HEARTBEAT_MS);
  goOn();
  tellLeft();
  const ahead = await ask(page.urls.ahead, {}).catch(() => ({ pictures: [] }));
  for (const url of ahead.pictures) new Image().src = url;
} else {
  ($("mend") || document.querySelector("main a"))?.focus();
}
document.documentElement.dataset.ready = "yes";
