// Asks for the access token.
import { errorText, logIn } from './api.js';
import { byId, el } from './dom.js';
import { parts, texts } from './texts.js';

async function submit(token) {
  try {
    await logIn(token);
    location.reload();
  } catch (error) {
    ask(errorText(error));
  }
}

function dialog() {
  const token = el('input', { id: 'token', type: 'password', autocomplete: 'off', required: true });
  const element = el('dialog', { id: 'token-dialog', 'aria-labelledby': 'token-title' },
    el('form', { method: 'dialog', onsubmit: (event) => { event.preventDefault(); submit(token.value.trim()); } },
      el('h2', { id: 'token-title' }, texts.access.title),
      el('p', {}, parts(texts.access.how, { command: el('code', {}, 'reclass token') })),
      el('label', { for: 'token' }, texts.access.token), token,
      el('p', { class: 'failure', id: 'token-failure', role: 'alert' }),
      el('div', { class: 'button-row' }, el('button', { class: 'main' }, texts.access.unlock),
        el('button', { type: 'button', onclick: () => element.close() }, texts.access.later))));
  document.body.append(element);
  return element;
}

/** Opens the dialog, once; failure: why the last token was refused. */
export function ask(failure = '') {
  const element = byId('token-dialog') ?? dialog();
  byId('token-failure').textContent = failure;
  if (!element.open) element.showModal();
}
