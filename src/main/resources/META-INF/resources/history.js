// The view "History": all songs, with search, filters, sorting and paging. The address has all of it, and coming back
// keeps the place.
import { download, errorText, get, post } from './api.js';
import { STATE_LABELS, bar, confidence, count, el, genreLabel, colour, plural, renderList, timestamp, trackLink, trackTitle } from './dom.js';
import { on, throttle } from './events.js';

const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;
const SEARCH_DELAY_MS = 250;
const RELOAD_INTERVAL_MS = 1000;
const SAVE_INTERVAL_MS = 200;
const NO_MATCH = 'No matching songs.';
const NO_SONGS = 'No songs yet. Drop one anywhere on this page.';
const LOADING = 'Loading…';
const CERTAINTIES = [['', 'any certainty'], ['true', 'sure'], ['false', 'unsure']];
const AGREEMENTS = [['', 'any genre tag'], ['agree', 'agrees'], ['differ', 'contradicts'], ['unknown', 'unknown genre'], ['untagged', 'no genre tag']];
const STATES = [['', 'any state'], ['done', 'classified'], ['queued', 'queued'], ['working', 'analysing'],
  ['failed', 'failed'], ['duplicate', 'duplicates']];
const SORTS = [['', 'newest first'], ['time', 'oldest first'], ['title', 'title A–Z'], ['-title', 'title Z–A'], ['genre', 'genre A–Z'],
  ['-genre', 'genre Z–A'], ['confidence', 'least certain first'], ['-confidence', 'most certain first'], ['stage', 'first stage first'], ['-stage', 'last stage first']];
const COLUMNS = [['Song', 'title'], ['Genre', 'genre'], ['Confidence', 'confidence'], ['Stage', 'stage', 'wide'], ['Time', '-time', 'wide']];
/** Filters that are chosen by a link in a row. */
const PLACES = [['artist', 'Artist'], ['album', 'Album'], ['folder', 'Folder']];

const options = (choices, value) => choices.map(([option, text]) => el('option', { value: option, selected: option === value }, text));
const select = (name, choices, value) => el('select', { name }, options(choices, value));
const labelled = (label, control) => el('label', {}, el('span', {}, label), control);

function verdictCells(track, retry) {
  if (track.state === 'failed') {
    return el('td', { colspan: 3 }, el('p', { class: 'failure' }, track.reason), el('p', { class: 'remedy' }, track.mend,
      el('button', { type: 'button', class: 'small', 'aria-label': `Retry ${trackTitle(track)}`, onclick: () => retry([track.path_uri]) }, 'Retry')));
  }
  if (!track.genre) return el('td', { colspan: 3, class: 'muted' }, STATE_LABELS[track.state]);
  return [
    el('td', {}, genreLabel(track.genre)),
    el('td', { class: 'confidence' }, bar(track.confidence, { '--colour': colour(track.genre) }),
      el('span', {}, confidence(track.confidence), track.sure ? null : el('small', {}, ' unsure'))),
    el('td', { class: 'number wide' }, String(track.stage)),
  ];
}

function row(track, retry, href) {
  const name = trackTitle(track);
  const values = { artist: track.artist, album: track.album, folder: track.path.slice(0, -track.file.length - 1) };
  const source = PLACES.filter(([place]) => values[place]).flatMap(([place], i) =>
    [i ? ' · ' : null, el('a', { href: href(place, values[place]) }, values[place])]);
  return el('tr', {},
    el('th', { scope: 'row' }, track.id ? trackLink(track.id, name) : name, el('small', { class: 'source' }, source)),
    verdictCells(track, retry), el('td', { class: 'when wide' }, timestamp(track.at)));
}

function queryOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
  return query;
}

/** The form of all conditions; the places are hidden fields with a button that removes each. */
function filterForm(parameters) {
  const value = (name) => parameters.get(name) ?? '';
  const lists = { genre: ['any genre'], tag: ['any tag'], mood: ['any mood'], stage: ['any stage'] };
  const choices = Object.fromEntries(Object.entries(lists).map(([name, [any]]) => [name, select(name, [['', any]], '')]));
  const form = el('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    el('label', { class: 'search' }, el('span', {}, 'Search'),
      el('input', { type: 'search', name: 'q', value: value('q'), placeholder: 'title, artist, album or file name', autocomplete: 'off' })),
    labelled('Genre', choices.genre), labelled('Mood', choices.mood), labelled('Tag', choices.tag),
    labelled('Certainty', select('sure', CERTAINTIES, value('sure'))),
    labelled('Deciding stage', choices.stage),
    labelled('Genre tag', select('agreement', AGREEMENTS, value('agreement'))),
    labelled('State', select('state', STATES, value('state'))),
    labelled('Sort by', select('sort', SORTS, value('sort'))));
  const places = PLACES.filter(([name]) => value(name)).map(([name, label]) => {
    const chip = el('span', { class: 'chip' }, el('input', { type: 'hidden', name, value: value(name) }), `${label}: ${value(name)} `,
      el('button', { type: 'button', class: 'small', 'aria-label': `Show every ${label.toLowerCase()}`, onclick: () => { chip.remove(); form.dispatchEvent(new Event('input')); } }, '✕'));
    return chip;
  });
  if (places.length) form.append(el('p', { class: 'chips' }, places));
  return { form, choices };
}

/** Fills the lists that depend on the songs; without them, the chosen value remains. */
async function fillChoices(choices, parameters) {
  const named = (values, text = (name) => name) => values.map((name) => [name, text(name)]);
  const [charts, tags, moods] = await Promise.all([get('/api/charts'), get('/api/tags'), get('/api/tags?kind=mood')]).catch(() => [{ genres: {}, stages: {} }, [], []]);
  const lists = {
    genre: named(Object.keys(charts.genres).sort()), tag: named(tags), mood: named(moods),
    stage: named(Object.keys(charts.stages), (position) => `stage ${position}`),
  };
  for (const [name, list] of Object.entries(lists)) {
    const value = parameters.get(name);
    if (value && !list.some(([known]) => known === value)) list.push([value, value]);
    choices[name].append(...options(list, value));
  }
}

export function show(main, parameters) {
  const rows = el('tbody');
  const status = el('p', { class: 'muted', role: 'status' }, LOADING);
  const unlistedNote = el('p', { class: 'muted', hidden: true });
  const more = el('button', { type: 'button', hidden: true }, 'Load more');
  const { form, choices } = filterForm(parameters);
  const sort = form.elements.namedItem('sort');
  const address = (query) => `#history${query.size ? `?${query}` : ''}`;

  async function retry(paths) {
    try {
      const { queued } = await post('/api/retry', paths ? { paths } : {});
      status.textContent = `${plural(queued, 'file')} queued for retry.`;
    } catch (error) {
      status.textContent = errorText(error);
    }
  }
  const retryAll = el('button', { type: 'button', hidden: true, onclick: () => retry(null) }, 'Retry all failed files');

  /** A button that saves all songs of the filter as a file. */
  function saveButton(text, type) {
    const button = el('button', { type: 'button', onclick: async () => {
      button.disabled = true;
      try {
        await download(`/api/tracks.${type}?${queryOf(form)}`, `reclass.${type}`);
      } catch (error) {
        status.textContent = errorText(error);
      }
      button.disabled = false;
    } }, text);
    return button;
  }

  /** A click sorts by the column, another one the other way round. */
  function sortBy(column) {
    const now = sort.value || '-time';
    const other = column.startsWith('-') ? column.slice(1) : `-${column}`;
    const next = now === column ? other : column;
    sort.value = next === '-time' ? '' : next;
    form.dispatchEvent(new Event('input'));
  }
  const headers = COLUMNS.map(([text, column, style]) => {
    const header = el('th', { scope: 'col', class: style }, el('button', { type: 'button', class: 'sort', onclick: () => sortBy(column) }, text));
    return [header, column.replace('-', '')];
  });
  function showOrder() {
    const now = sort.value || '-time';
    for (const [header, column] of headers) {
      if (now.replace('-', '') === column) header.setAttribute('aria-sort', now.startsWith('-') ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
  }

  main.replaceChildren(el('h1', {}, 'History'), el('p', {}, el('a', { href: '#review' }, 'Review the unsure and the contradicted songs')), form,
    el('table', { class: 'songs' }, el('caption', { class: 'visually-hidden' }, 'Songs'),
      el('thead', {}, el('tr', {}, headers.map(([header]) => header))), rows),
    el('div', { class: 'list-footer' }, status, unlistedNote, more, retryAll, saveButton('Save as CSV', 'csv'), saveButton('Save as playlist', 'm3u')));

  let tracks = [];
  let next = null;
  let lastRequest = 0;
  let closed = false;
  const placeBefore = history.state?.history ?? { rows: 0, y: 0 };

  function href(place, value) {
    const query = queryOf(form);
    query.set(place, value);
    return address(query);
  }

  /** Says how loading went, until it goes otherwise. */
  let said = LOADING;
  function say(text) {
    said = text;
    status.textContent = text;
  }

  function render(page) {
    renderList(rows, tracks, (track) => row(track, retry, href));
    next = page.next && { before: page.next, ...(page.next_key ? { before_key: page.next_key } : {}) };
    more.hidden = !next;
    retryAll.hidden = !tracks.length || form.elements.namedItem('state').value !== 'failed';
    unlistedNote.hidden = !page.unlisted;
    unlistedNote.textContent = page.unlisted ? `Preparing the search: ${count(page.unlisted)} songs cannot be found yet.` : '';
    if (!tracks.length) say(queryOf(form).size ? NO_MATCH : NO_SONGS);
    else if (status.textContent === said) say('');
  }

  /** Loads the first rows, or those behind a position. */
  async function load(after, limit = PAGE_SIZE) {
    if (closed) return false;
    const request = ++lastRequest;
    const query = queryOf(form);
    showOrder();
    if (!after) history.replaceState(history.state, '', address(query));
    for (const [name, value] of Object.entries({ limit, ...after })) query.set(name, value);
    try {
      const page = await get(`/api/tracks?${query}`);
      if (request !== lastRequest) return false; // superseded by a later request
      tracks = after ? [...tracks, ...page.tracks] : page.tracks;
      render(page);
      return true;
    } catch (error) {
      say(errorText(error));
      return false;
    }
  }

  const [savePlace, cancelSave] = throttle(() => {
    if (location.hash.startsWith('#history')) history.replaceState({ history: { rows: tracks.length, y: scrollY } }, '');
  }, SAVE_INTERVAL_MS);

  /** Loads as many rows as there were before, and scrolls to where the page was. */
  async function comeBack() {
    let loaded = await load(null, Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, placeBefore.rows)));
    while (loaded && next && tracks.length < placeBefore.rows) loaded = await load(next, LARGEST_PAGE);
    if (closed) return;
    if (loaded) scrollTo(0, placeBefore.y);
    addEventListener('scroll', savePlace, { passive: true });
  }

  let searchTimer;
  form.addEventListener('input', (event) => {
    clearTimeout(searchTimer);
    status.textContent = '';
    searchTimer = setTimeout(() => load(null).then(savePlace), event.target.type === 'search' ? SEARCH_DELAY_MS : 0);
  });
  more.addEventListener('click', () => load(next).then(savePlace));
  fillChoices(choices, parameters).then(comeBack);

  // After "Load more", the list is not reloaded: that would return to the first page.
  const [reload, cancelReload] = throttle(() => { if (tracks.length <= PAGE_SIZE) load(null); }, RELOAD_INTERVAL_MS);
  const subscriptions = ['queued', 'opened', 'verdict', 'failed', 'duplicate', 'revised'].map((name) => on(name, reload));
  return () => {
    closed = true;
    clearTimeout(searchTimer);
    cancelReload();
    cancelSave();
    removeEventListener('scroll', savePlace);
    lastRequest++;
    subscriptions.forEach((unsubscribe) => unsubscribe());
  };
}
