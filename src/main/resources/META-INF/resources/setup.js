// The few answers that a new installation needs: tried out by the daemon, then written.
import { get, post } from './api.js';
import { el } from './dom.js';

const FIELDS = [
  ['broker', 'MQTT broker', 'tcp://192.168.1.2:1883 or ssl://…; nothing: the small one that Reclass brings.'],
  ['username', 'User name at the broker', 'Nothing: no login.'],
  ['password', 'Password', 'It is never shown. Nothing: the one that is set, for the same broker and user.'],
  ['inbox', 'Inbox', 'The folder to drop songs into, on the machine that runs Reclass. Made when it is not there.'],
  ['library', 'Library', 'Folders of songs that you have, a line each: classified in the background.'],
  ['port', 'Port of the page', ''],
];

function input(name, standing) {
  const id = `setup-${name}`;
  const attributes = { id, name, 'aria-describedby': `${id}-help ${id}-wrong`, autocomplete: 'off', spellcheck: 'false' };
  if (name === 'library') return el('textarea', { ...attributes, rows: 3 }, standing.library.join('\n'));
  if (name === 'password') return el('input', { ...attributes, type: 'password', autocomplete: 'new-password' });
  if (name === 'port') return el('input', { ...attributes, type: 'number', min: 1, max: 65_535, required: true, value: standing.port });
  return el('input', { ...attributes, type: 'text', value: standing[name] });
}

const wrong = (name) => el('p', { id: `setup-${name}-wrong`, class: 'failure', role: 'alert' });

const row = ([name, text, help], standing) =>
  el('div', { class: 'field' }, el('label', { for: `setup-${name}` }, text), input(name, standing),
    el('p', { id: `setup-${name}-help`, class: 'quiet' }, help), wrong(name));

const network = (standing) =>
  el('div', { class: 'toggle' }, el('input', { type: 'checkbox', role: 'switch', id: 'setup-network', name: 'network', checked: standing.network, 'aria-describedby': 'setup-network-help' }),
    el('label', { for: 'setup-network' }, 'Other machines at home may open this page'),
    el('p', { id: 'setup-network-help', class: 'quiet' }, 'To change something they need the access token: reclass token.'), wrong('network'));

function answers(form) {
  const { broker, username, password, inbox, library, port, network: others } = form.elements;
  return {
    broker: broker.value.trim(),
    username: username.value.trim(),
    password: password.value || null,
    inbox: inbox.value.trim(),
    library: library.value.split('\n').map((line) => line.trim()).filter(Boolean),
    network: others.checked,
    port: port.valueAsNumber,
  };
}

export function show(main) {
  const told = el('p', { role: 'status' });
  const note = el('p', { class: 'failure', role: 'alert' });

  function complain(refused) {
    const rest = [];
    for (const { field, text } of refused.errors) {
      const place = document.getElementById(`setup-${field}-wrong`);
      if (place) place.textContent = `${place.textContent} ${text}`.trim();
      else rest.push(text);
    }
    note.textContent = [refused.errors.length ? 'Nothing is written yet.' : refused.sentence, ...rest].join(' ');
  }

  async function save(form, button) {
    for (const place of main.querySelectorAll('.failure')) place.textContent = '';
    button.disabled = true;
    told.textContent = 'Trying …';
    try {
      const { restart, findings } = await post('/api/setup', answers(form));
      if (!restart) await post('/api/reload', {});
      told.textContent = restart
        ? 'Written. Start Reclass anew: its address or port has changed.'
        : `Written, and in force. ${findings.map(({ text }) => text).join('. ')}.`;
    } catch (refused) {
      told.textContent = '';
      complain(refused);
    } finally {
      button.disabled = false;
    }
  }

  function draw(standing) {
    const button = el('button', { class: 'main' }, 'Try and save');
    const form = el('form', { class: 'panel setup', onsubmit: (event) => { event.preventDefault(); save(form, button); } },
      FIELDS.map((field) => row(field, standing)), network(standing), el('div', { class: 'row' }, button), told, note);
    main.replaceChildren(el('h1', {}, 'Set up'), form);
  }

  get('/api/setup').then(draw).catch((refused) =>
    main.replaceChildren(el('h1', {}, 'Set up'), el('p', { class: 'failure' }, refused.sentence ?? String(refused))));
  return () => {};
}
