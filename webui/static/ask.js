// Requests of the pages' scripts: with the token against forged requests, answered in JSON.

const token = document.querySelector("meta[name=csrf-token]").content;

// The error of a request: `status` 0 when there was no connection, else that of HTTP.
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export async function ask(url, body, { method = body === undefined ? "GET" : "POST" } = {}) {
  const options = { method, headers: { Accept: "application/json", "X-CSRFToken": token } };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Refusal(0, "offline", "");
  }
  const type = response.headers.get("Content-Type") || "";
  const answer = type.includes("json") ? await response.json() : {};
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
