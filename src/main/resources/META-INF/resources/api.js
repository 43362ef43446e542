// Asks the daemon.

/** What the daemon refuses, and what to do about it. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.title ?? `The daemon answered ${status}`);
    this.status = status;
    this.mend = problem.mend ?? '';
    this.errors = problem.errors ?? [];
  }

  get sentence() {
    return this.mend ? `${this.message}: ${this.mend}` : this.message;
  }
}

let locked = () => {};

/** Calls this when the access token is wanted. */
export function onLocked(handler) {
  locked = handler;
}

/** What the daemon said wrong, whatever it was sent by. */
export function refusal(status, text) {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // not by the daemon itself: a proxy, say
  }
  if (status === 401) locked();
  return new Refused(status, problem);
}

async function call(method, path, body) {
  const options = { method, headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(0, { title: 'The daemon does not answer', mend: 'is it running?' });
  }
  const text = await answer.text();
  if (!answer.ok) throw refusal(answer.status, text);
  return text ? JSON.parse(text) : null;
}

export const get = (path) => call('GET', path);
export const post = (path, body) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const patch = (path, body) => call('PATCH', path, body);
export const remove = (path) => call('DELETE', path);

/** Lets this browser in. */
export const unlock = (token) => post('/api/session', { token });
