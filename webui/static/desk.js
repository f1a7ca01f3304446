// The upload desk: files are sent one after the other, and followed until they have been read.
//
// What is here belongs to one set, which the server keeps: the page can be loaded again at any time.

import { Arrangement } from "./arrange.js";
import { ask, data, Refusal, renewTokens } from "./ask.js";
import { deliver, pause, Unusable } from "./sending.js";

renewTokens();
const page = data("desk-data");
const words = page.words;
const $ = (id) => document.getElementById(id);
const LOOK_MS = 700;
const MOST_NAMED = 3;

const queue = [];
const uploads = new Map(); // by document, once the server knows it
const refused = []; // what the server did not take at all
let desk = page.set;
let sending = false;
let left = 0; // files that have not arrived, or have not been read

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// Signs that turn the order of letters around: "gpj.exe" would be read as "exe.jpg".
const plain = (name) => name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
page.look = async (document) => (
  await ask(`${page.urls.sets}/${desk}/progress`, { documents: [document] })
).files[0];
page.itemOf = (document) => uploads.get(document)?.item;
const arrangement = new Arrangement(page, () => ready());

// ---- the list of files

function entry(name) {
  const item = document.createElement("li");
  const title = document.createElement("bdi");
  title.className = "file-name";
  title.textContent = plain(name);
  const state = document.createElement("span");
  state.className = "state ms-2";
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  const problems = document.createElement("div");
  problems.className = "upload-problems";
  const links = document.createElement("div");
  links.className = "upload-papers";
  item.append(title, state, bar, problems, links);
  return { name, item, state, bar, problems, links };
}

function add(files) {
  const list = document.createDocumentFragment();
  for (const { file, name } of files) {
    const upload = { ...entry(name), file, type: $("type").value };
    list.append(upload.item);
    if (!file) {
      fail(upload, new Unusable("gone"));
      continue;
    }
    tell(upload, words.waiting);
    queue.push(upload);
    forgetArriving(file, name);
  }
  $("uploads").append(list);
  count();
  work();
}

function tell(upload, text) {
  if (upload.state.textContent === text) return;
  upload.state.textContent = text;
  // Of hundreds of files nobody wants to hear each step.
  if (queue.length < 5) $("desk-status").textContent = `${upload.name}: ${text}`;
}

function problem(upload, text, severity) {
  const line = document.createElement("p");
  line.className = `remark-${severity} mb-0`;
  line.textContent = text;
  upload.problems.append(line);
}

function count() {
  $("file-count").textContent = $("uploads").children.length ? `(${$("uploads").children.length})` : "";
}

// ---- sending

async function begun() {
  desk ??= (await ask(page.urls.sets, {})).set;
  page.set = desk;
  return desk;
}

async function work() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const upload = queue.shift();
    ready(upload);
    try {
      const receipt = await deliver(upload, page, {
        set: begun,
        tell: (state) => tell(upload, words[state]),
        share: (part) => { upload.bar.value = 0.5 * part; },
      });
      upload.sent = true;
      upload.bar.value = 0.5;
      upload.remark = receipt.remark;
      know(receipt.document, upload);
    } catch (error) {
      fail(upload, error);
    }
    delete upload.file;
  }
  sending = false;
  ready();
}

function fail(upload, error) {
  if (!(error instanceof Refusal || error instanceof Unusable)) throw error;
  tell(upload, words.failed);
  problem(upload, error instanceof Unusable ? words[error.message] : error.message, "reject");
  upload.bar.hidden = true;
  refused.push(upload);
}

function know(document, upload) {
  const known = uploads.get(document);
  if (known) {
    // The same bytes twice in one set: one entry tells of them.
    known.item.classList.add("again");
    upload.item.remove();
    count();
    return;
  }
  upload.document = document;
  uploads.set(document, upload);
  tell(upload, words.reading);
  follow();
}

// ---- following: some files of those that are still being read, in one request

let following = false;

async function follow() {
  if (following) return;
  following = true;
  for (;;) {
    const open = [...uploads.values()].filter((upload) => !upload.done);
    if (!open.length) break;
    const some = open.slice(0, page.limits.looks);
    try {
      const answer = await ask(`${page.urls.sets}/${desk}/progress`, { documents: some.map((each) => each.document) });
      for (const found of answer.files) show(uploads.get(found.document), found);
      // Those that take long make room for others.
      for (const each of some) {
        if (each.done) continue;
        uploads.delete(each.document);
        uploads.set(each.document, each);
      }
      ready();
      if (answer.files.every((found) => !found.done)) await pause(LOOK_MS);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await pause(error.status === 401 ? 5000 : 2000);
    }
  }
  following = false;
  ready();
}

function show(upload, found) {
  upload.done = found.done;
  upload.problems.replaceChildren();
  upload.bar.hidden = found.done;
  if (found.hidden) {
    tell(upload, words.hidden);
    return;
  }
  if (upload.remark) problem(upload, upload.remark, "warn");
  const remarks = found.problems.slice(0, 60);
  for (const each of remarks) problem(upload, each.text, each.severity);
  // What is wrong with a page is told with its number.
  if (found.error && !remarks.some((each) => each.text.endsWith(found.error))) problem(upload, found.error, "reject");
  if (found.before && !found.composed) problem(upload, fill(words.before, { when: found.before }), "info");
  upload.bar.value = found.done ? 1 : 0.5 + 0.45 * (found.pages ? found.read / found.pages : 0);
  const sealed = found.state === "quarantined" || found.state === "purged";
  upload.end = sealed ? "sealed" : found.done && found.error ? "failed" : "read";
  if (sealed) {
    tell(upload, words.sealed);
    problem(upload, words.sealed_next, "warn");
  } else if (found.replaced) tell(upload, words.replaced);
  else if (!found.done) tell(upload, `${words.reading} ${found.read}/${found.pages ?? "…"} ${words.page}`);
  else tell(upload, found.error ? words.failed : words.read);
  upload.item.classList.toggle("is-replaced", found.replaced);
  upload.links.replaceChildren(...found.records.map((record) => {
    const link = document.createElement("a");
    link.href = record.url;
    link.className = "btn btn-sm btn-outline-primary";
    link.textContent = record.review ? words.review : words.look;
    const kind = document.createElement("span");
    kind.textContent = record.type;
    const paper = document.createElement("span");
    paper.className = "upload-paper";
    paper.append(kind, link);
    return paper;
  }));
  if (found.done) arrangement.add(found);
}

function ready(sent = null) {
  const reading = [...uploads.values()].filter((upload) => !upload.done).length;
  left = queue.length + reading + (sent || sending ? 1 : 0);
  const button = $("submit");
  button.hidden = uploads.size === 0 || page.ended && !arrangement.changed;
  button.disabled = left > 0;
  if (uploads.size + refused.length === 0) return;
  $("hand-in-said").textContent = left
    ? fill(words.still, { count: left })
    : `${ended()} ${arrangement.changed ? words.changed : ""}`;
}

// What has come of all files: those that were not taken stand by their names.
function ended() {
  const all = [...uploads.values(), ...refused.map((upload) => ({ ...upload, end: "failed" }))];
  const of = (end) => all.filter((upload) => upload.end === end);
  const few = (some) => {
    const names = some.slice(0, MOST_NAMED).map((upload) => plain(upload.name)).join(", ");
    return some.length > MOST_NAMED ? `${names}…` : names;
  };
  const [failed, sealed] = [of("failed"), of("sealed")];
  if (!failed.length && !sealed.length) return words.ready;
  const parts = [fill(words.count_read, { count: all.length - failed.length - sealed.length })];
  if (failed.length) parts.push(fill(words.count_failed, { count: failed.length, names: few(failed) }));
  if (sealed.length) parts.push(fill(words.count_sealed, { count: sealed.length, names: few(sealed) }));
  return `${parts.join("; ")}.`;
}

// ---- handing in

$("submit").addEventListener("click", async () => {
  const button = $("submit");
  button.disabled = true;
  const said = $("hand-in-said");
  said.textContent = words.handing_in;
  try {
    await noteAbout();
    const answer = await ask(`${page.urls.sets}/${desk}/submit`, arrangement.order());
    if (answer.follow) await composed(answer.follow, said);
    arrangement.forget();
    location.assign(answer.receipt);
  } catch (error) {
    said.textContent = error.message || words.retry;
    button.disabled = false;
  }
});

async function composed(url, said) {
  said.textContent = words.composing;
  for (;;) {
    let found;
    try {
      found = await ask(url);
    } catch (error) {
      if (error.status && error.status !== 401 && error.status < 500) throw error;
      await pause(2000);
      continue;
    }
    if (found.error) throw new Error(found.error);
    if (found.done) return;
    await pause(LOOK_MS);
  }
}

// ---- what is said of all papers

let noted = JSON.stringify([$("dossier").value, $("procedure").value, $("type").value]);

async function noteAbout() {
  const now = [$("dossier").value.trim(), $("procedure").value.trim(), $("type").value];
  if (JSON.stringify(now) === noted) return;
  await ask(`${page.urls.sets}/${await begun()}`, { dossier_code: now[0], procedure: now[1], type: now[2] });
  noted = JSON.stringify(now);
}

for (const id of ["dossier", "procedure", "type"]) {
  $(id).addEventListener("change", async () => {
    try {
      await noteAbout();
      $("about-said").textContent = words.noted;
    } catch (error) {
      $("about-said").textContent = error.message || words.retry;
    }
  });
}

// ---- choosing, dropping, photographing

const zone = $("drop");
zone.addEventListener("dragover", (event) => {
  event.preventDefault();
  zone.classList.add("over");
});
zone.addEventListener("dragleave", () => zone.classList.remove("over"));
zone.addEventListener("drop", async (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const found = { files: [], hidden: 0 };
  for (const each of entries) await collect(each, found);
  take(found);
});

// What the system and its programs put beside papers: hidden files and folders, Windows' own ones.
const HIDDEN = /^(\.|~\$)|^(thumbs\.db|desktop\.ini|__macosx)$/i;

async function collect(entry, found) {
  if (HIDDEN.test(entry.name)) {
    found.hidden += 1;
    return;
  }
  const name = entry.fullPath.replace(/^\//, "");
  try {
    if (entry.isFile) {
      found.files.push({ file: await new Promise((done, failed) => entry.file(done, failed)), name });
    } else {
      for (const each of await entriesOf(entry)) await collect(each, found);
    }
  } catch {
    // It may not be read, or is gone meanwhile: the others are taken all the same.
    found.files.push({ file: null, name });
  }
}

async function entriesOf(folder) {
  const reader = folder.createReader();
  const all = [];
  // A reader gives some entries at a time.
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    all.push(...some);
  }
  return all.sort((a, b) => inOrder(a.name, b.name));
}

const inOrder = (a, b) => a.localeCompare(b, "vi", { numeric: true });

function take({ files, hidden }) {
  const said = hidden ? [fill(words.left_out, { count: hidden })] : [];
  if (!files.length) said.unshift(words.no_files);
  $("drop-said").textContent = said.join(" ");
  add(files);
}

for (const id of ["files", "camera"]) {
  $(id).addEventListener("change", (event) => {
    take({ files: [...event.target.files].map((file) => ({ file, name: file.name })), hidden: 0 });
    event.target.value = "";
  });
}

$("folder").addEventListener("change", (event) => {
  const all = [...event.target.files].map((file) => ({ file, name: file.webkitRelativePath }));
  const files = all.filter(({ name }) => !name.split("/").some((part) => HIDDEN.test(part)));
  take({ files: files.sort((a, b) => inOrder(a.name, b.name)), hidden: all.length - files.length });
  event.target.value = "";
});

addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});

// ---- what was here before

for (const file of page.files) {
  const upload = { ...entry(file.name), document: file.document, done: false };
  uploads.set(file.document, upload);
  $("uploads").append(upload.item);
}
for (const each of page.arriving) {
  const item = entry(each.name);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  item.bar.value = (0.5 * each.offset) / each.size;
  item.state.textContent = fill(words.go_on, { here: megabytes(each.offset), all: megabytes(each.size) });
  item.item.dataset.file = `${each.size} ${each.name}`;
  $("arriving").append(item.item);
}

function forgetArriving(file, name) {
  for (const item of [...$("arriving").children]) {
    if (item.dataset.file === `${file.size} ${name}`) item.remove();
  }
}

count();
ready();
follow();
// What was chosen before this script was there.
for (const id of ["files", "camera", "folder"]) {
  if ($(id).files.length) $(id).dispatchEvent(new Event("change"));
}
document.documentElement.dataset.ready = "";
