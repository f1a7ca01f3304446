// Requests of the pages' scripts: with the token against forged requests, answered in JSON.

let token = document.querySelector("meta[name=csrf-token]").content;

// The error of a request: `status` 0 when there was no connection, else that of HTTP.
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export async function ask(url, body, { method = body === undefined ? "GET" : "POST" } = {}) {
  const options = { method, headers: {} };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  return answerOf(url, options);
}

// A session that ended and began anew, in another tab, has a token of its own. Only pages whose work
// may go on under whoever is signed in now take it.
let isRenewed = false;

export function renewTokens() {
  isRenewed = true;
}

// What a page does when what it shows is gone (410); nothing else on it goes on then.
let leave = null;

export function whenGone(work) {
  leave = work;
}

async function renew() {
  try {
    const text = await (await fetch(location.pathname)).text();
    token = new DOMParser().parseFromString(text, "text/html").querySelector("meta[name=csrf-token]").content;
  } catch {
    throw new Refusal(0, "offline", "");
  }
}

export async function answerOf(url, options) {
  try {
    return await whole(url, options);
  } catch (error) {
    if (error.code !== "csrf" || !isRenewed) throw error;
    await renew();
    return whole(url, options);
  }
}

// What the server answers, whole: the connection may break within it, too.
async function whole(url, options) {
  let response, answer;
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": token, ...options.headers };
    response = await fetch(url, { ...options, headers });
    const type = response.headers.get("Content-Type") || "";
    answer = type.includes("json") ? await response.json() : {};
  } catch {
    throw new Refusal(0, "offline", "");
  }
  if (response.status === 410 && leave) {
    leave();
    return new Promise(() => {});
  }
  if (!response.ok) {
    throw new Refusal(response.status, answer.code || "", answer.title || response.statusText);
  }
  return answer;
}

const ANSWER_MS = 250;
const ANSWER_TRIES = 120;

// The first answer of `url` that holds; null: it took longer than half a minute.
export async function answered(url, holds) {
  for (let tries = 0; tries < ANSWER_TRIES; tries += 1) {
    const answer = await ask(url);
    if (holds(answer)) return answer;
    await new Promise((done) => setTimeout(done, ANSWER_MS));
  }
  return null;
}

export function csrf() {
  return token;
}

export function data(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
