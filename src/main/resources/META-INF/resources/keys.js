// The list of the page's keys.
import { el } from './dom.js';
import { texts } from './texts.js';

const KEYS = [[texts.keys.space, texts.keys.play], ['j', texts.keys.next], ['k', texts.keys.previous], ['x', texts.keys.select],
  ['1', texts.keys.genre], ['u', texts.keys.undo], ['?', texts.keys.help]];

function dialog() {
  const close = el('button', { class: 'main', onclick: () => help.close() }, texts.keys.close);
  const help = el('dialog', { id: 'keys-dialog', 'aria-labelledby': 'keys-title', onclose: () => help.remove() },
    el('h2', { id: 'keys-title' }, texts.keys.title),
    el('dl', { class: 'keys' }, KEYS.map(([key, text]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, text)))),
    el('div', { class: 'button-row' }, close));
  return help;
}

export function show() {
  if (document.querySelector('dialog[open]')) return;
  const help = dialog();
  document.body.append(help);
  help.showModal();
}
