// How many songs are not sorted because their genre is unsure, and what an upgrade changed about sorting.
import { errorText, get, remove } from './api.js';
import { el } from './dom.js';
import { parts, say, texts } from './texts.js';

/** A card that is hidden when there is nothing to report. */
export function sortingCard() {
  const element = el('section', { class: 'panel sorting', 'aria-label': texts.sorting.name, hidden: true });

  function render({ active, unsure, differing, notice }) {
    const content = [];
    if (notice) {
      content.push(el('p', {}, notice), el('div', { class: 'button-row' },
        el('button', { type: 'button', onclick: () => remove('/api/sorting/notice').then(render).catch(showError) }, texts.sorting.dismiss)));
    }
    if (active && unsure) {
      content.push(el('p', {}, say(texts.sorting.unsure, { count: unsure }), ' ', el('a', { href: '#history?sure=false' }, texts.sorting.review)));
    }
    if (active && differing) {
      const commands = { list: el('code', {}, 'reclass apply --dry-run'), apply: el('code', {}, 'reclass apply') };
      content.push(el('p', {}, say(texts.sorting.differing, { count: differing }), ' ', parts(texts.sorting.commands, commands)));
    }
    element.replaceChildren(...content);
    element.hidden = content.length === 0;
  }

  function showError(error) {
    element.append(el('p', { class: 'failure', role: 'alert' }, errorText(error)));
  }

  return { element, load: () => get('/api/sorting').then(render) };
}
