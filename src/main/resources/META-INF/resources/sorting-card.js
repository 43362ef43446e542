// How many songs are not sorted because their genre is unsure, and what an upgrade changed about sorting.
import { errorText, get, remove } from './api.js';
import { count, el } from './dom.js';

/** A card that is hidden when there is nothing to report. */
export function sortingCard() {
  const element = el('section', { class: 'panel sorting', 'aria-label': 'Sorting', hidden: true });

  function render({ active, unsure, differing, notice }) {
    const content = [];
    if (notice) {
      content.push(el('p', {}, notice), el('div', { class: 'button-row' },
        el('button', { type: 'button', onclick: () => remove('/api/sorting/notice').then(render).catch(showError) }, 'Dismiss')));
    }
    if (active && unsure) {
      const songs = unsure === 1 ? '1 song is' : `${count(unsure)} songs are`;
      content.push(el('p', {}, `${songs} not yet sorted or tagged because the genre is unsure. `, el('a', { href: '#history?sure=false' }, 'Review unsure songs')));
    }
    if (active && differing) {
      const songs = differing === 1 ? '1 song was' : `${count(differing)} songs were`;
      content.push(el('p', {}, `${songs} tagged or sorted by a genre that has changed since. `, el('code', {}, 'reclass apply --dry-run'), ' lists them, ', el('code', {}, 'reclass apply'), ' changes them.'));
    }
    element.replaceChildren(...content);
    element.hidden = content.length === 0;
  }

  function showError(error) {
    element.append(el('p', { class: 'failure', role: 'alert' }, errorText(error)));
  }

  return { element, load: () => get('/api/sorting').then(render) };
}
