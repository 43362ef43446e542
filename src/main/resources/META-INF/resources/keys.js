// The keys of the page, listed on "?".
import { el } from './dom.js';

const KEYS = [
  ['space', 'play or pause the song'],
  ['j', 'next song in the review'],
  ['k', 'previous song in the review'],
  ['x', 'select the song in the review, to correct several'],
  ['1', 'first genre in the review; each genre shows its key'],
  ['u', 'take back the last correction in the review'],
  ['?', 'show these keys'],
];
const TYPING = 'input:not([type=checkbox], [type=range], [type=file]), textarea, select, [contenteditable]';

function dialog() {
  const close = el('button', { class: 'main', onclick: () => help.close() }, 'Close');
  const help = el('dialog', { id: 'keys-dialog', 'aria-labelledby': 'keys-title', onclose: () => help.remove() },
    el('h2', { id: 'keys-title' }, 'Keys'),
    el('dl', { class: 'keys' }, KEYS.map(([key, text]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, text)))),
    el('div', { class: 'button-row' }, close));
  return help;
}

export function start() {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(TYPING) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    const help = dialog();
    document.body.append(help);
    help.showModal();
  });
}
