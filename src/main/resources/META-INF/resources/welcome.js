// The first visit: where songs go, what analyses them, and setup, which can wait.
import { byId, el } from './dom.js';
import { list, parts, say, texts } from './texts.js';

const setUpCard = () => el('section', { class: 'panel sorting' },
  el('h2', {}, texts.welcome.later),
  el('p', {}, texts.welcome.laterWhy),
  el('div', { class: 'button-row' }, el('a', { class: 'button', href: '#setup' }, texts.welcome.setUp)));

/** What votes, in a sentence; the names for those who want them. */
function models({ models: all, genres }) {
  const voting = all.filter(({ stage }) => stage);
  return el('section', { class: 'models' },
    el('h2', {}, say(texts.welcome.models, { count: voting.length })),
    el('p', {}, [texts.welcome.model, say(texts.welcome.knows, { count: genres.length, genres: list(...genres) }), texts.welcome.local].join(' ')),
    el('details', {}, el('summary', {}, say(texts.welcome.which, { count: voting.length })),
      el('ul', { class: 'muted' }, voting.map(({ name, why }) => el('li', {}, say(texts.welcome.why, { name, why }))))));
}

/** The invitation, and the cards beside it. */
export function welcome(settings) {
  const invitation = el('section', { class: 'welcome' },
    el('div', { class: 'empty' },
      el('h2', {}, texts.welcome.drop),
      el('p', {}, texts.welcome.what),
      el('div', { class: 'button-row' }, el('button', { type: 'button', class: 'main', onclick: () => byId('files').click() }, texts.welcome.choose))),
    el('p', { class: 'muted' }, parts(texts.welcome.inbox, { path: el('code', {}, settings.inbox) })));
  return { invitation, cards: [models(settings), settings.set_up ? null : setUpCard()].filter(Boolean) };
}
