// The upload desk: files are sent one after the other, and sent again until they have arrived.
//
// A file is known by its bytes: sending it twice makes one document.

import { ask, csrf, data } from "./ask.js";

const page = data("desk-data");
const words = page.words;
const $ = (id) => document.getElementById(id);
const NOBODY = "00000000-0000-0000-0000-000000000000";
const AGAIN_MS = [1000, 2000, 4000, 8000, 15000];
const LOOK_MS = 700;
const queue = [];
let sending = false;

function add(files) {
  for (const file of files) {
    const item = document.createElement("li");
    const name = document.createElement("strong");
    name.textContent = file.webkitRelativePath || file.name;
    const state = document.createElement("span");
    state.className = "state ms-2";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name.textContent);
    const problems = document.createElement("div");
    const links = document.createElement("div");
    item.append(name, state, bar, problems, links);
    $("uploads").prepend(item);
    const upload = { file, name: name.textContent, type: $("type").value, item, state, bar, problems, links };
    tell(upload, words.waiting);
    queue.push(upload);
  }
  work();
}

function tell(upload, text) {
  upload.state.textContent = text;
  $("desk-status").textContent = `${upload.name}: ${text}`;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function work() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const upload = queue.shift();
    await deliver(upload);
  }
  sending = false;
}

async function deliver(upload) {
  for (let tries = 0; ; tries += 1) {
    tell(upload, words.sending);
    const answer = await send(upload);
    if (answer.status === 200 || answer.status === 201) {
      const receipt = JSON.parse(answer.text);
      upload.duplicate = receipt.duplicate;
      follow(upload, receipt.document);
      return;
    }
    const isPassing = answer.status === 0 || answer.status === 401 || answer.status >= 500 || answer.status === 400;
    if (!isPassing) {
      fail(upload, answer);
      return;
    }
    tell(upload, answer.status === 401 || answer.status === 400 ? words.signed_out : words.retry);
    await pause(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
  }
}

function fail(upload, answer) {
  let told = "";
  try {
    told = JSON.parse(answer.text).title;
  } catch {
    told = String(answer.status);
  }
  tell(upload, words.failed);
  problem(upload, told, true);
}

// XMLHttpRequest, since fetch does not tell how much has been sent.
function send(upload) {
  return new Promise((done) => {
    const form = new FormData();
    form.append("type", upload.type);
    form.append("file", upload.file, upload.name);
    const request = new XMLHttpRequest();
    request.open("POST", page.take);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrf());
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) upload.bar.value = (0.5 * event.loaded) / event.total;
    });
    request.addEventListener("loadend", () => done({ status: request.status, text: request.responseText }));
    request.send(form);
  });
}

function problem(upload, text, again) {
  const line = document.createElement("p");
  line.className = again ? "problem-again mb-0" : "problem mb-0";
  line.textContent = text;
  upload.problems.append(line);
}

async function follow(upload, id) {
  const url = page.progress.replace(NOBODY, id);
  for (;;) {
    let found;
    try {
      found = await ask(url);
    } catch (error) {
      if (error.status && error.status !== 401 && error.status < 500) {
        tell(upload, words.failed);
        problem(upload, error.message, true);
        return;
      }
      await pause(2000);
      continue;
    }
    show(upload, found);
    if (found.done) return;
    await pause(LOOK_MS);
  }
}

function show(upload, found) {
  upload.problems.replaceChildren();
  for (const each of found.problems) problem(upload, each.text, each.again);
  if (found.error) problem(upload, found.error, true);
  const share = found.pages ? found.read / found.pages : 0;
  upload.bar.value = found.done ? 1 : 0.5 + 0.45 * share;
  const before = upload.duplicate ? ` (${words.duplicate})` : "";
  if (found.state === "quarantined" || found.state === "purged") tell(upload, words.sealed);
  else if (!found.done) tell(upload, `${words.reading} ${found.read}/${found.pages ?? "…"} ${words.page}${before}`);
  else tell(upload, `${found.error ? words.failed : words.read}${before}`);
  upload.links.replaceChildren(...found.records.map((record) => {
    const link = document.createElement("a");
    link.href = record.url;
    link.className = "btn btn-sm btn-primary me-2 mt-1";
    link.textContent = record.state === "review" ? words.review : words.look;
    return link;
  }));
}

// ---- dropping files and folders

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
  const found = [];
  for (const entry of entries) await collect(entry, found);
  add(found);
});

async function collect(entry, found) {
  if (entry.isFile) {
    found.push(await new Promise((done, failed) => entry.file(done, failed)));
    return;
  }
  const reader = entry.createReader();
  // A reader gives some entries at a time.
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    for (const each of some.sort((a, b) => a.name.localeCompare(b.name))) await collect(each, found);
  }
}

for (const id of ["files", "camera"]) {
  $(id).addEventListener("change", (event) => {
    add([...event.target.files]);
    event.target.value = "";
  });
}
addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});
