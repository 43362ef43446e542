// The view "Setup": the answers that a new installation needs. The daemon checks them, then saves them.
import { errorText, get, post } from './api.js';
import { byId, el } from './dom.js';
import { on } from './events.js';

const MUSIC = [
  ['inbox', 'Inbox', 'The folder for new songs, on the machine that runs Reclass. Created if missing.'],
  ['library', 'Library', 'Folders with songs you already have, one per line. Classified in the background.'],
];
const PORT = ['port', 'Web page port', ''];
const BROKER = [
  ['broker', 'MQTT broker', 'For example tcp://192.168.1.2:1883 or ssl://… Leave empty for the built-in broker.'],
  ['username', 'Broker user name', 'Leave empty if the broker needs no login.'],
  ['password', 'Broker password', 'Never shown. Leave empty to keep the saved password (only for the same broker and user).'],
];

function input(name, settings) {
  const id = `setup-${name}`;
  const attributes = { id, name, 'aria-describedby': `${id}-help ${id}-error`, autocomplete: 'off', spellcheck: 'false' };
  if (name === 'library') return el('textarea', { ...attributes, rows: 3 }, settings.library.join('\n'));
  if (name === 'password') return el('input', { ...attributes, type: 'password', autocomplete: 'new-password' });
  if (name === 'port') return el('input', { ...attributes, type: 'number', min: 1, max: 65_535, required: true, value: settings.port });
  return el('input', { ...attributes, type: 'text', value: settings[name] });
}

const fieldError = (name) => el('p', { id: `setup-${name}-error`, class: 'failure', role: 'alert' });

const field = ([name, label, help], settings) =>
  el('div', { class: 'field' }, el('label', { for: `setup-${name}` }, label), input(name, settings),
    el('p', { id: `setup-${name}-help`, class: 'muted' }, help), fieldError(name));

const networkToggle = (settings) =>
  el('div', { class: 'toggle' }, el('input', { type: 'checkbox', role: 'switch', id: 'setup-network', name: 'network', checked: settings.network, 'aria-describedby': 'setup-network-help' }),
    el('label', { for: 'setup-network' }, 'Allow other machines on the network to open this page'),
    el('p', { id: 'setup-network-help', class: 'muted' }, 'Making changes from them requires the access token. To see it, run: reclass token'), fieldError('network'));

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
    failure.textContent = [error.fieldErrors?.length ? 'Not saved.' : errorText(error), ...otherErrors].join(' ');
  }

  async function save(form, button) {
    for (const element of main.querySelectorAll('.failure')) element.textContent = '';
    button.disabled = true;
    status.textContent = 'Checking…';
    try {
      const { restart, findings } = await post('/api/setup', answers(form));
      if (!restart) await post('/api/reload', {});
      status.textContent = restart
        ? 'Saved. Restart Reclass: its address or port has changed.'
        : `Saved and applied. ${findings.map(({ text }) => text).join('. ')}.`;
    } catch (error) {
      status.textContent = '';
      showErrors(error);
    } finally {
      button.disabled = false;
    }
  }

  function render(settings) {
    const button = el('button', { class: 'main' }, 'Check and save');
    const form = el('form', { class: 'panel setup', onsubmit: (event) => { event.preventDefault(); save(form, button); } },
      el('h2', {}, 'Your music'), MUSIC.map((entry) => field(entry, settings)),
      el('h2', {}, 'This page'), networkToggle(settings), field(PORT, settings),
      el('h2', {}, 'Home automation'), el('p', { class: 'muted' }, 'Only if Home Assistant or another program is to know the genres. Otherwise leave everything as it is.'),
      BROKER.map((entry) => field(entry, settings)), el('div', { class: 'button-row' }, button), status, failure);
    main.replaceChildren(el('h1', {}, 'Setup'), form);
    shown = true;
  }

  const load = () => get('/api/setup').then(render).catch((error) =>
    main.replaceChildren(el('h1', {}, 'Setup'), el('p', { class: 'failure' }, errorText(error))));
  load();
  return on('connection', (connected) => { if (connected && !shown) load(); });
}
