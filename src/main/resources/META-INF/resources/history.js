// All songs, to search, filter and page through.
import { get } from './api.js';
import { bar, el, genre, hue, link, percent, title, when } from './dom.js';
import { on } from './live.js';

const PAGE = 50;
const TYPING_MS = 250;
const STATES = [['', 'in any state'], ['done', 'classified'], ['queued', 'waiting'], ['working', 'being heard'],
  ['failed', 'failed'], ['duplicate', 'duplicates']];
const WORDS = { queued: 'waiting', working: 'being heard', duplicate: 'the same song as another file' };

function choice(name, text, options, value) {
  return el('label', {}, el('span', {}, text), el('select', { name },
    options.map(([option, words]) => el('option', { value: option, selected: option === value }, words))));
}

function verdict(track) {
  if (!track.genre || track.state === 'failed') {
    const reason = [track.reason ?? WORDS[track.state] ?? track.state, track.mend].filter(Boolean).join(': ');
    return el('td', { colspan: 3, class: track.state === 'failed' ? 'failure' : 'quiet' }, reason);
  }
  return [
    el('td', {}, genre(track.genre)),
    el('td', { class: 'confidence' }, bar(track.confidence, { '--hue': hue(track.genre) }),
      el('span', {}, percent(track.confidence), track.sure ? null : el('small', {}, ' unsure'))),
    el('td', { class: 'number wide' }, String(track.stage)),
  ];
}

function row(track) {
  const name = title(track.file);
  return el('tr', {},
    el('th', { scope: 'row' }, track.id ? link(track.id, name) : name,
      el('small', {}, track.path.slice(0, -track.file.length - 1))),
    verdict(track), el('td', { class: 'when wide' }, when(track.at)));
}

function query(form) {
  const wishes = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) wishes.set(name, value);
  return wishes;
}

export function show(main, parameters) {
  const rows = el('tbody');
  const note = el('p', { class: 'quiet', role: 'status' });
  const more = el('button', { type: 'button', hidden: true }, 'More');
  const genres = el('select', { name: 'genre' }, el('option', { value: '' }, 'any genre'));
  const form = el('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    el('label', { class: 'search' }, el('span', {}, 'Search'),
      el('input', { type: 'search', name: 'q', value: parameters.get('q') ?? '', placeholder: 'words of the file or its folders', autocomplete: 'off' })),
    el('label', {}, el('span', {}, 'Genre'), genres),
    choice('sure', 'Sureness', [['', 'sure or not'], ['true', 'sure'], ['false', 'unsure']], parameters.get('sure')),
    choice('stage', 'Decided by', [['', 'any stage'], ['1', 'stage 1'], ['2', 'stage 2'], ['3', 'stage 3']], parameters.get('stage')),
    choice('state', 'State', STATES, parameters.get('state')));
  const wide = (text) => el('th', { scope: 'col', class: 'wide' }, text);
  main.replaceChildren(el('h1', {}, 'History'), form,
    el('table', {}, el('caption', { class: 'unseen' }, 'Songs, the newest first'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Song'), el('th', { scope: 'col' }, 'Genre'),
        el('th', { scope: 'col' }, 'Confidence'), wide('Stage'), wide('When'))), rows),
    note, more);

  let next = null;
  let asked = 0;
  let paged = false;

  async function load(before) {
    const turn = ++asked;
    const wishes = query(form);
    history.replaceState(null, '', `#history${wishes.size ? `?${wishes}` : ''}`);
    wishes.set('limit', PAGE);
    if (before) wishes.set('before', before);
    try {
      const page = await get(`/api/tracks?${wishes}`);
      if (turn !== asked) return; // another wish came in between
      if (before) rows.append(...page.tracks.map(row));
      else rows.replaceChildren(...page.tracks.map(row));
      next = page.next;
      paged = Boolean(before);
      more.hidden = !next;
      note.textContent = rows.childElementCount ? '' : 'Nothing fits.';
    } catch (refused) {
      note.textContent = refused.sentence ?? String(refused);
    }
  }

  let typing;
  form.addEventListener('input', (event) => {
    clearTimeout(typing);
    typing = setTimeout(load, event.target.type === 'search' ? TYPING_MS : 0);
  });
  more.addEventListener('click', () => load(next));
  get('/api/charts').then((charts) => {
    genres.append(...Object.keys(charts.genres).sort().map((name) =>
      el('option', { value: name, selected: name === parameters.get('genre') }, name)));
  }).catch(() => {}).finally(() => load());

  // Who has paged on is not thrown back to the first page.
  const fresh = () => { if (!paged) load(); };
  const ends = ['verdict', 'failed', 'duplicate', 'revised'].map((name) => on(name, fresh));
  return () => { clearTimeout(typing); asked++; ends.forEach((end) => end()); };
}
