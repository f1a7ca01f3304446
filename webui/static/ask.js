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
  return answerOf(url, options);
}

// What the server answers, whole: the connection may break within it, too.
export async function answerOf(url, options) {
  let response, answer;
  try {
    response = await fetch(url, options);
    const type = response.headers.get("Content-Type") || "";
    answer = type.includes("json") ? await response.json() : {};
  } catch {
    throw new Refusal(0, "offline", "");
  }
  if (!response.ok) {
    throw new Refusal(response.status, answer.code || "", answer.title || response.statusText);
  }
  return answer;
}

export function csrf() {
  return token;
}

export function data(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
