// All songs, to search, filter and page through.
import { get, post } from './api.js';
import { STATES, bar, called, confidence, el, genre, hue, link, list, plural, when } from './dom.js';
import { calmly, on } from './events.js';

const PAGE = 50;
const TYPING_MS = 250;
const PAUSE_MS = 1000;
const CHOICES = [['', 'in any state'], ['done', 'classified'], ['queued', 'waiting'], ['working', 'being heard'],
  ['failed', 'failed'], ['duplicate', 'duplicates']];

function choice(name, text, options, value) {
  return el('label', {}, el('span', {}, text), el('select', { name },
    options.map(([option, words]) => el('option', { value: option, selected: option === value }, words))));
}

function verdict(track, retry) {
  if (track.state === 'failed') {
    return el('td', { colspan: 3 }, el('p', { class: 'failure' }, track.reason), el('p', { class: 'mend' }, track.mend,
      el('button', { type: 'button', class: 'small', 'aria-label': `Hear ${called(track)} again`, onclick: () => retry([track.path_uri]) }, 'Hear again')));
  }
  if (!track.genre) return el('td', { colspan: 3, class: 'quiet' }, STATES[track.state]);
  return [
    el('td', {}, genre(track.genre)),
    el('td', { class: 'confidence' }, bar(track.confidence, { '--hue': hue(track.genre) }),
      el('span', {}, confidence(track.confidence), track.sure ? null : el('small', {}, ' unsure'))),
    el('td', { class: 'number wide' }, String(track.stage)),
  ];
}

function row(track, retry) {
  const name = called(track);
  const place = [track.artist, track.path.slice(0, -track.file.length - 1)].filter(Boolean).join(' · ');
  return el('tr', {},
    el('th', { scope: 'row' }, track.id ? link(track.id, name) : name, el('small', {}, place)),
    verdict(track, retry), el('td', { class: 'when wide' }, when(track.at)));
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
    choice('state', 'State', CHOICES, parameters.get('state')));
  async function retry(paths) {
    try {
      const { queued } = await post('/api/retry', paths ? { paths } : {});
      note.textContent = `${plural(queued, 'file')} in the queue again.`;
    } catch (refused) {
      note.textContent = refused.sentence ?? String(refused);
    }
  }
  const all = el('button', { type: 'button', hidden: true, onclick: () => retry(null) }, 'Hear all failed files again');
  const wide = (text) => el('th', { scope: 'col', class: 'wide' }, text);
  main.replaceChildren(el('h1', {}, 'History'), form,
    el('table', { class: 'songs' }, el('caption', { class: 'unseen' }, 'Songs, the newest first'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Song'), el('th', { scope: 'col' }, 'Genre'),
        el('th', { scope: 'col' }, 'Confidence'), wide('Stage'), wide('When'))), rows),
    el('div', { class: 'below' }, note, more, all));

  let known = [];
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
      known = before ? [...known, ...page.tracks] : page.tracks;
      list(rows, known, (track) => row(track, retry));
      next = page.next;
      paged = Boolean(before);
      more.hidden = !next;
      all.hidden = !rows.childElementCount || wishes.get('state') !== 'failed';
      if (!rows.childElementCount) note.textContent = 'Nothing fits.';
      else if (note.textContent === 'Nothing fits.') note.textContent = '';
    } catch (refused) {
      note.textContent = refused.sentence ?? String(refused);
    }
  }

  let typing;
  form.addEventListener('input', (event) => {
    clearTimeout(typing);
    note.textContent = '';
    typing = setTimeout(load, event.target.type === 'search' ? TYPING_MS : 0);
  });
  more.addEventListener('click', () => load(next));
  get('/api/charts').then((charts) => {
    genres.append(...Object.keys(charts.genres).sort().map((name) =>
      el('option', { value: name, selected: name === parameters.get('genre') }, name)));
  }).catch(() => {}).finally(() => load());

  // Who has paged on is not thrown back to the first page.
  const [fresh, rest] = calmly(() => { if (!paged) load(); }, PAUSE_MS);
  const ends = ['queued', 'opened', 'verdict', 'failed', 'duplicate', 'revised'].map((name) => on(name, fresh));
  return () => { clearTimeout(typing); rest(); asked++; ends.forEach((end) => end()); };
}
