// Brings a file to the store, whatever happens on the way: bytes that are known are not sent,
// small files are sent at once, large ones part by part from where they had come to.

import { answerOf, ask, Refusal } from "./ask.js";

// Above this the browser would need too much memory to work out the digest.
const MOST_HASHED = 200 * 1024 * 1024;
const AGAIN_MS = [1000, 2000, 4000, 8000, 15000];

// What is wrong with the file itself, as the browser sees it; sending it again helps nothing.
export class Unusable extends Error {}

// Waits, but no longer than until there is a connection again.
export function pause(ms) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    };
    const timer = setTimeout(end, ms);
    addEventListener("online", end);
  });
}

async function bytes(blob) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new Unusable("gone");
  }
}

async function digest(file) {
  // Only addresses that are safe have the digest: https, and this machine itself.
  if (!globalThis.crypto?.subtle || file.size > MOST_HASHED) return null;
  const found = await crypto.subtle.digest("SHA-256", await bytes(file));
  return [...new Uint8Array(found)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// `tell(state)` hears `checking`, `sending`, `retry` and `signed_out`; `share` from 0 to 1.
export async function deliver(upload, page, { set, tell, share }) {
  if (upload.file.size === 0) throw new Unusable("empty");
  if (upload.file.size > page.limits.bytes) throw new Unusable("too_large");
  for (let tries = 0; ; tries += 1) {
    try {
      return await once(upload, page, { set, tell, share });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isSignedOut = error.status === 401 || error.code === "csrf";
      // A part that came out of turn (409): the server is asked where to go on.
      const isPassing = error.status === 0 || error.status >= 500 || isSignedOut
        || (error.status === 409 && tries < AGAIN_MS.length);
      if (!isPassing) throw error;
      tell(isSignedOut ? "signed_out" : "retry");
      await pause(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
    }
  }
}

async function once(upload, page, { set, tell, share }) {
  const { file, name, type } = upload;
  if (upload.sha256 === undefined) {
    tell("checking");
    upload.sha256 = await digest(file);
  }
  const about = { set: await set(), name, size: file.size, type };
  if (upload.sha256) {
    const known = await ask(page.urls.known, { ...about, sha256: upload.sha256 });
    if (known.document) return known;
  }
  tell("sending");
  return file.size <= page.limits.part ? whole(upload, page, about) : inParts(upload, page, about, share);
}

async function whole(upload, page, about) {
  const form = new FormData();
  form.append("type", about.type);
  form.append("set", about.set);
  // Read now: a file that was moved meanwhile would look like a lost connection.
  form.append("file", new Blob([await bytes(upload.file)]), about.name);
  return ask(page.urls.take, form);
}

async function inParts(upload, page, about, share) {
  const { file } = upload;
  const found = await begun(upload, page, about);
  if (found.document) return found;
  const id = found.upload;
  let { offset } = found;
  for (;;) {
    share(offset / file.size);
    const part = await bytes(file.slice(offset, offset + page.limits.part));
    const answer = await patch(`${page.urls.parts}/${id}?offset=${offset}`, part);
    if (answer.document) return answer;
    offset = answer.offset;
  }
}

// Where the file goes on. One without a digest is known by its number only, which this page keeps:
// another file may have its name and size.
async function begun(upload, page, about) {
  try {
    if (upload.number) return await ask(`${page.urls.parts}/${upload.number}`);
  } catch (error) {
    if (error.status !== 404) throw error;
  }
  const found = await ask(page.urls.parts, { ...about, sha256: upload.sha256 });
  if (!upload.sha256) upload.number = found.upload;
  return found;
}

function patch(url, body) {
  return answerOf(url, {
    method: "PATCH", body, headers: { "Content-Type": "application/octet-stream" },
  });
}
