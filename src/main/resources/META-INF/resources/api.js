// Requests to the daemon's HTTP API.
import { say, texts } from './texts.js';

/** An error response of the daemon: what is wrong and what to do about it. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.title ?? say(texts.errors.status, { status: String(status) }));
    this.status = status;
    this.remedy = problem.mend ?? '';
    this.fieldErrors = problem.errors ?? [];
  }
}

/** An error as one line of text: what is wrong and, if known, what to do about it. */
export function errorText(error) {
  if (!(error instanceof ApiError)) return String(error);
  return error.remedy ? say(texts.page.remedy, { problem: error.message, remedy: error.remedy }) : error.message;
}

/** The address of one of the daemon's paths: below the page, which a proxy may show below a prefix. */
export const url = (path) => new URL(path.replace(/^\//, ''), document.baseURI).href;

let unauthorized = () => {};

/** Sets the callback for requests that need the access token. */
export function onUnauthorized(handler) {
  unauthorized = handler;
}

/** Turns an error response into an ApiError. */
export function apiError(status, text) {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // not sent by the daemon but, for example, by a proxy
  }
  if (status === 401) unauthorized();
  return new ApiError(status, problem);
}

/** A request of any kind. */
export async function send(path, options) {
  try {
    return await fetch(url(path), options);
  } catch {
    throw new ApiError(0, { title: texts.errors.away, mend: texts.errors.awayRemedy });
  }
}

async function call(method, path, body) {
  const options = { method, headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  const response = await send(path, options);
  const text = await response.text();
  if (!response.ok) throw apiError(response.status, text);
  return text ? JSON.parse(text) : null;
}

export const get = (path) => call('GET', path);
export const post = (path, body) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const patch = (path, body) => call('PATCH', path, body);
export const remove = (path) => call('DELETE', path);

/** Exchanges the access token for a session cookie. */
export const logIn = (token) => post('/api/session', { token });

/** Saves what the daemon sends as a file. */
export async function download(path, name) {
  const response = await send(path, {});
  if (!response.ok) throw apiError(response.status, await response.text());
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(await response.blob()), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Posts, and passes each line of the answer on as soon as it is there. */
export async function postLines(path, body, accept) {
  const response = await send(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw apiError(response.status, await response.text());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop();
    lines.filter(Boolean).forEach((line) => accept(JSON.parse(line)));
  }
}
