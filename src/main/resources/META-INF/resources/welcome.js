// The first visit: where songs go, what analyses them, and setup, which can wait.
import { byId, el, plural } from './dom.js';

const setUpCard = () => el('section', { class: 'panel sorting' },
  el('h2', {}, 'Set up when you like'),
  el('p', {}, 'This can wait: songs are classified without it. It is where you add the folders of music you already have, open this page to your other devices, and connect your smart home.'),
  el('div', { class: 'button-row' }, el('a', { class: 'button', href: '#setup' }, 'Set up')));

/** What votes, in a sentence; the names for those who want them. */
function models({ models: all, genres }) {
  const voting = all.filter(({ stage }) => stage);
  return el('section', { class: 'models' },
    el('h2', {}, voting.length === 1 ? 'One model listens' : `${plural(voting.length, 'model')} listen and vote`),
    el('p', {}, `A model is a program that has learned genres from examples. Here it knows ${plural(genres.length, 'genre')}: ${genres.join(', ')}. Everything is computed on this machine; no song leaves it.`),
    el('details', {}, el('summary', {}, voting.length === 1 ? 'Which model?' : 'Which models?'),
      el('ul', { class: 'muted' }, voting.map(({ name, why }) => el('li', {}, `${name} (${why})`)))));
}

/** The invitation, and the cards beside it. */
export function welcome(settings) {
  const invitation = el('section', { class: 'welcome' },
    el('div', { class: 'empty' },
      el('h2', {}, 'Drop a song here'),
      el('p', {}, 'Reclass listens to it and shows its genre. Whole folders are welcome too.'),
      el('div', { class: 'button-row' }, el('button', { type: 'button', class: 'main', onclick: () => byId('files').click() }, 'Choose songs'))),
    el('p', { class: 'muted' }, 'Or copy songs into the inbox, the folder that is watched for new ones: ', el('code', {}, settings.inbox)));
  return { invitation, cards: [models(settings), settings.set_up ? null : setUpCard()].filter(Boolean) };
}
