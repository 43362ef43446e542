// What waits for a sure genre, and what an upgrade has changed about sorting.
import { get, remove } from './api.js';
import { count, el } from './dom.js';

/** A card that is there only when there is something to say. */
export function sortingCard() {
  const element = el('section', { class: 'panel sorting', 'aria-label': 'Sorting', hidden: true });

  function draw({ active, unsure, notice }) {
    const lines = [];
    if (notice) {
      lines.push(el('p', {}, notice), el('div', { class: 'row' },
        el('button', { type: 'button', onclick: () => remove('/api/sorting/notice').then(draw).catch(failed) }, 'Got it')));
    }
    if (active && unsure) {
      const songs = unsure === 1 ? '1 song is' : `${count(unsure)} songs are`;
      lines.push(el('p', {}, `${songs} not sorted or tagged yet: the genre is unsure. `, el('a', { href: '#history?sure=false' }, 'Correct unsure songs')));
    }
    element.replaceChildren(...lines);
    element.hidden = lines.length === 0;
  }

  function failed(refused) {
    element.append(el('p', { class: 'failure', role: 'alert' }, refused.sentence ?? String(refused)));
  }

  return { element, load: () => get('/api/sorting').then(draw) };
}
