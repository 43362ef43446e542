// The view "Setup": the answers that a new installation needs. The daemon checks them, then saves them.
import { errorText, get, post } from './api.js';
import { byId, el } from './dom.js';
import { on } from './events.js';
import { texts } from './texts.js';

const MUSIC = ['inbox', 'library'];
const BROKER = ['broker', 'username', 'password'];

function input(name, settings) {
  const id = `setup-${name}`;
  const attributes = { id, name, 'aria-describedby': `${id}-help ${id}-error`, autocomplete: 'off', spellcheck: 'false' };
  if (name === 'library') return el('textarea', { ...attributes, rows: 3 }, settings.library.join('\n'));
  if (name === 'password') return el('input', { ...attributes, type: 'password', autocomplete: 'new-password' });
  if (name === 'port') return el('input', { ...attributes, type: 'number', min: 1, max: 65_535, required: true, value: settings.port });
  return el('input', { ...attributes, type: 'text', value: settings[name] });
}

const fieldError = (name) => el('p', { id: `setup-${name}-error`, class: 'failure', role: 'alert' });

const field = (name, settings) =>
  el('div', { class: 'field' }, el('label', { for: `setup-${name}` }, texts.setup[name]), input(name, settings),
    el('p', { id: `setup-${name}-help`, class: 'muted' }, texts.setup[`${name}Help`]), fieldError(name));

const networkToggle = (settings) =>
  el('div', { class: 'toggle' }, el('input', { type: 'checkbox', role: 'switch', id: 'setup-network', name: 'network', checked: settings.network, 'aria-describedby': 'setup-network-help' }),
    el('label', { for: 'setup-network' }, texts.setup.network),
    el('p', { id: 'setup-network-help', class: 'muted' }, texts.setup.networkHelp), fieldError('network'));

function answers(form) {
  const { broker, username, password, inbox, library, port, network } = form.elements;
  return {
    broker: broker.value.trim(),
    username: username.value.trim(),
    password: password.value || null,
    inbox: inbox.value.trim(),
    library: library.value.split('\n').map((line) => line.trim()).filter(Boolean),
    network: network.checked,
    port: port.valueAsNumber,
  };
}

export function show(main) {
  let shown = false;
  const status = el('p', { role: 'status' });
  const failure = el('p', { class: 'failure', role: 'alert' });

  function showErrors(error) {
    const otherErrors = [];
    for (const { field: name, text } of error.fieldErrors ?? []) {
      const element = byId(`setup-${name}-error`);
      if (element) element.textContent = `${element.textContent} ${text}`.trim();
      else otherErrors.push(text);
    }
    failure.textContent = [error.fieldErrors?.length ? texts.setup.notSaved : errorText(error), ...otherErrors].join(' ');
  }

  async function save(form, button) {
    for (const element of main.querySelectorAll('.failure')) element.textContent = '';
    button.disabled = true;
    status.textContent = texts.setup.checking;
    try {
      const { restart, findings } = await post('/api/setup', answers(form));
      if (!restart) await post('/api/reload', {});
      status.textContent = restart
        ? texts.setup.restart
        : [texts.setup.saved, ...findings.map(({ text }) => `${text}.`)].join(' ');
    } catch (error) {
      status.textContent = '';
      showErrors(error);
    } finally {
      button.disabled = false;
    }
  }

  function render(settings) {
    const button = el('button', { class: 'main' }, texts.setup.save);
    const form = el('form', { class: 'panel setup', onsubmit: (event) => { event.preventDefault(); save(form, button); } },
      el('h2', {}, texts.setup.music), MUSIC.map((name) => field(name, settings)),
      el('h2', {}, texts.setup.page), networkToggle(settings), field('port', settings),
      el('h2', {}, texts.setup.home), el('p', { class: 'muted' }, texts.setup.homeHelp),
      BROKER.map((name) => field(name, settings)), el('div', { class: 'button-row' }, button), status, failure);
    main.replaceChildren(el('h1', {}, texts.views.setup), form);
    shown = true;
  }

  const load = () => get('/api/setup').then(render).catch((error) =>
    main.replaceChildren(el('h1', {}, texts.views.setup), el('p', { class: 'failure' }, errorText(error))));
  load();
  return on('connection', (connected) => { if (connected && !shown) load(); });
}
