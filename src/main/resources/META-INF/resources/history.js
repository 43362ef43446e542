// The view "History": all songs, with search, filters and paging.
import { errorText, get, post } from './api.js';
import { STATE_LABELS, bar, confidence, el, genreLabel, hue, plural, renderList, timestamp, trackLink, trackTitle } from './dom.js';
import { on, throttle } from './events.js';

const PAGE_SIZE = 50;
const SEARCH_DELAY_MS = 250;
const RELOAD_INTERVAL_MS = 1000;
const NO_MATCH = 'No matching songs.';
const STATES = [['', 'any state'], ['done', 'classified'], ['queued', 'queued'], ['working', 'analysing'],
  ['failed', 'failed'], ['duplicate', 'duplicates']];

function filter(name, label, options, value) {
  return el('label', {}, el('span', {}, label), el('select', { name },
    options.map(([option, text]) => el('option', { value: option, selected: option === value }, text))));
}

function verdictCells(track, retry) {
  if (track.state === 'failed') {
    return el('td', { colspan: 3 }, el('p', { class: 'failure' }, track.reason), el('p', { class: 'remedy' }, track.mend,
      el('button', { type: 'button', class: 'small', 'aria-label': `Retry ${trackTitle(track)}`, onclick: () => retry([track.path_uri]) }, 'Retry')));
  }
  if (!track.genre) return el('td', { colspan: 3, class: 'muted' }, STATE_LABELS[track.state]);
  return [
    el('td', {}, genreLabel(track.genre)),
    el('td', { class: 'confidence' }, bar(track.confidence, { '--hue': hue(track.genre) }),
      el('span', {}, confidence(track.confidence), track.sure ? null : el('small', {}, ' unsure'))),
    el('td', { class: 'number wide' }, String(track.stage)),
  ];
}

function row(track, retry) {
  const name = trackTitle(track);
  const source = [track.artist, track.path.slice(0, -track.file.length - 1)].filter(Boolean).join(' · ');
  return el('tr', {},
    el('th', { scope: 'row' }, track.id ? trackLink(track.id, name) : name, el('small', {}, source)),
    verdictCells(track, retry), el('td', { class: 'when wide' }, timestamp(track.at)));
}

function queryOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
  return query;
}

export function show(main, parameters) {
  const rows = el('tbody');
  const status = el('p', { class: 'muted', role: 'status' });
  const more = el('button', { type: 'button', hidden: true }, 'Load more');
  const genres = el('select', { name: 'genre' }, el('option', { value: '' }, 'any genre'));
  const tags = el('select', { name: 'tag' }, el('option', { value: '' }, 'any tag'));
  const stages = el('select', { name: 'stage' }, el('option', { value: '' }, 'any stage'));
  const form = el('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    el('label', { class: 'search' }, el('span', {}, 'Search'),
      el('input', { type: 'search', name: 'q', value: parameters.get('q') ?? '', placeholder: 'file or folder name', autocomplete: 'off' })),
    el('label', {}, el('span', {}, 'Genre'), genres),
    el('label', {}, el('span', {}, 'Tag'), tags),
    filter('sure', 'Certainty', [['', 'any certainty'], ['true', 'sure'], ['false', 'unsure']], parameters.get('sure')),
    el('label', {}, el('span', {}, 'Deciding stage'), stages),
    filter('state', 'State', STATES, parameters.get('state')));
  async function retry(paths) {
    try {
      const { queued } = await post('/api/retry', paths ? { paths } : {});
      status.textContent = `${plural(queued, 'file')} queued for retry.`;
    } catch (error) {
      status.textContent = errorText(error);
    }
  }
  const retryAll = el('button', { type: 'button', hidden: true, onclick: () => retry(null) }, 'Retry all failed files');
  const wideHeader = (text) => el('th', { scope: 'col', class: 'wide' }, text);
  main.replaceChildren(el('h1', {}, 'History'), form,
    el('table', { class: 'songs' }, el('caption', { class: 'visually-hidden' }, 'Songs, newest first'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Song'), el('th', { scope: 'col' }, 'Genre'),
        el('th', { scope: 'col' }, 'Confidence'), wideHeader('Stage'), wideHeader('Time'))), rows),
    el('div', { class: 'list-footer' }, status, more, retryAll));

  let tracks = [];
  let next = null;
  let lastRequest = 0;
  let paged = false;

  async function load(before) {
    const request = ++lastRequest;
    const query = queryOf(form);
    history.replaceState(null, '', `#history${query.size ? `?${query}` : ''}`);
    query.set('limit', PAGE_SIZE);
    if (before) query.set('before', before);
    try {
      const page = await get(`/api/tracks?${query}`);
      if (request !== lastRequest) return; // superseded by a later request
      tracks = before ? [...tracks, ...page.tracks] : page.tracks;
      renderList(rows, tracks, (track) => row(track, retry));
      next = page.next;
      paged = Boolean(before);
      more.hidden = !next;
      retryAll.hidden = !rows.childElementCount || query.get('state') !== 'failed';
      if (!rows.childElementCount) status.textContent = NO_MATCH;
      else if (status.textContent === NO_MATCH) status.textContent = '';
    } catch (error) {
      status.textContent = errorText(error);
    }
  }

  let searchTimer;
  form.addEventListener('input', (event) => {
    clearTimeout(searchTimer);
    status.textContent = '';
    searchTimer = setTimeout(load, event.target.type === 'search' ? SEARCH_DELAY_MS : 0);
  });
  more.addEventListener('click', () => load(next));
  Promise.all([get('/api/charts'), get('/api/tags')]).then(([charts, names]) => {
    const choices = (values, parameter, text) => values.map((value) => el('option', { value, selected: value === parameters.get(parameter) }, text(value)));
    tags.append(...choices(names, 'tag', (name) => name));
    genres.append(...choices(Object.keys(charts.genres).sort(), 'genre', (name) => name));
    stages.append(...choices(Object.keys(charts.stages), 'stage', (position) => `stage ${position}`));
  }).catch(() => {}).finally(() => load());

  // After "Load more", the list is not reloaded: that would return to the first page.
  const [reload, cancelReload] = throttle(() => { if (!paged) load(); }, RELOAD_INTERVAL_MS);
  const subscriptions = ['queued', 'opened', 'verdict', 'failed', 'duplicate', 'revised'].map((name) => on(name, reload));
  return () => { clearTimeout(searchTimer); cancelReload(); lastRequest++; subscriptions.forEach((unsubscribe) => unsubscribe()); };
}
