// The view "History": all songs, with search, filters, sorting and paging. The address has all of it, and coming back
// keeps the place.
import { errorText, get, post } from './api.js';
import { bar, confidence, el, genreLabel, colour, renderList, timestamp, trackLink, trackTitle } from './dom.js';
import { on, throttle } from './events.js';
import { saveButton } from './save-button.js';
import { say, texts } from './texts.js';

const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;
const SEARCH_DELAY_MS = 250;
const RELOAD_INTERVAL_MS = 1000;
const SAVE_INTERVAL_MS = 200;
/** The columns, each with how it is sorted and its style. */
const COLUMNS = [['title'], ['genre'], ['confidence'], ['stage', 'wide'], ['-time', 'wide']];
/** Filters that are chosen by a link in a row. */
const PLACES = ['artist', 'album', 'folder'];

const options = (choices, value) => choices.map(([option, text]) => el('option', { value: option, selected: option === value }, text));
const select = (name, choices, value = '') => el('select', { name }, options(Object.entries(choices), value));
const labelled = (label, control) => el('label', {}, el('span', {}, label), control);

function verdictCells(track, retry) {
  if (track.state === 'failed') {
    return el('td', { colspan: 3 }, el('p', { class: 'failure' }, track.reason), el('p', { class: 'remedy' }, track.mend,
      el('button', { type: 'button', class: 'small', 'aria-label': say(texts.history.retrySong, { title: trackTitle(track) }), onclick: () => retry([track.path_uri]) }, texts.history.retry)));
  }
  if (!track.genre) return el('td', { colspan: 3, class: 'muted' }, texts.page.states[track.state]);
  return [
    el('td', {}, genreLabel(track.genre)),
    el('td', { class: 'confidence' }, bar(track.confidence, { '--colour': colour(track.genre) }),
      el('span', {}, confidence(track.confidence), track.sure ? null : el('small', {}, ` ${texts.page.unsure}`))),
    el('td', { class: 'number wide' }, String(track.stage)),
  ];
}

/** The last two names of a long path. */
const shortened = (folder) => folder.replace(/^.+(?=(\/[^/]*){2}$)/, '…');

function row(track, retry, href) {
  const name = trackTitle(track);
  const values = { artist: track.artist, album: track.album, folder: track.path.slice(0, -track.file.length - 1) };
  const source = PLACES.filter((place) => values[place]).flatMap((place, i) =>
    [i ? ' · ' : null, el('a', { href: href(place, values[place]), title: values[place] }, place === 'folder' ? shortened(values[place]) : values[place])]);
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
  const labels = texts.history.labels;
  const choices = Object.fromEntries(Object.entries(texts.history.any).map(([name, any]) => [name, select(name, { '': any })]));
  const form = el('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    el('label', { class: 'search' }, el('span', {}, texts.history.search),
      el('input', { type: 'search', name: 'q', value: value('q'), placeholder: texts.history.searchIn, autocomplete: 'off' })),
    labelled(labels.genre, choices.genre), labelled(labels.mood, choices.mood), labelled(labels.tag, choices.tag),
    labelled(labels.sure, select('sure', texts.history.certainties, value('sure'))),
    labelled(labels.stage, choices.stage),
    labelled(labels.agreement, select('agreement', texts.history.agreements, value('agreement'))),
    labelled(labels.state, select('state', texts.history.states, value('state'))),
    labelled(labels.sort, select('sort', texts.history.sorts, value('sort'))));
  const places = PLACES.filter(value).map((name) => {
    const chip = el('span', { class: 'chip' }, el('input', { type: 'hidden', name, value: value(name) }), say(texts.history.places[name], { value: value(name) }), ' ',
      el('button', { type: 'button', class: 'small', 'aria-label': texts.history.every[name], onclick: () => { chip.remove(); form.dispatchEvent(new Event('input')); } }, '✕'));
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
    stage: named(Object.keys(charts.stages), (position) => say(texts.history.stage, { stage: position })),
  };
  for (const [name, list] of Object.entries(lists)) {
    const value = parameters.get(name);
    if (value && !list.some(([known]) => known === value)) list.push([value, value]);
    choices[name].append(...options(list, value));
  }
}

export function show(main, parameters) {
  const rows = el('tbody');
  const status = el('p', { class: 'muted', role: 'status' }, texts.page.loading);
  const unlistedNote = el('p', { class: 'muted', hidden: true });
  const more = el('button', { type: 'button', hidden: true }, texts.history.more);
  const { form, choices } = filterForm(parameters);
  const sort = form.elements.namedItem('sort');
  const address = (query) => `#history${query.size ? `?${query}` : ''}`;

  async function retry(paths) {
    try {
      const { queued } = await post('/api/retry', paths ? { paths } : {});
      status.textContent = say(texts.history.retried, { count: queued });
    } catch (error) {
      status.textContent = errorText(error);
    }
  }
  const retryAll = el('button', { type: 'button', hidden: true, onclick: () => retry(null) }, texts.history.retryAll);

  /** A button that saves all songs of the filter as a file. */
  const saveAs = (text, type) => saveButton(text, () => `/api/tracks.${type}?${queryOf(form)}`, `reclass.${type}`, (error) => { status.textContent = error || said; });

  /** A click sorts by the column, another one the other way round. */
  function sortBy(column) {
    const now = sort.value || '-time';
    const other = column.startsWith('-') ? column.slice(1) : `-${column}`;
    const next = now === column ? other : column;
    sort.value = next === '-time' ? '' : next;
    form.dispatchEvent(new Event('input'));
  }
  const headers = COLUMNS.map(([column, style]) => {
    const header = el('th', { scope: 'col', class: style }, el('button', { type: 'button', class: 'sort', onclick: () => sortBy(column) }, texts.history.columns[column]));
    return [header, column.replace('-', '')];
  });
  function showOrder() {
    const now = sort.value || '-time';
    for (const [header, column] of headers) {
      if (now.replace('-', '') === column) header.setAttribute('aria-sort', now.startsWith('-') ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
  }

  main.replaceChildren(el('h1', {}, texts.views.history), el('p', {}, el('a', { href: '#review' }, texts.history.review)), form,
    el('table', { class: 'songs' }, el('caption', { class: 'visually-hidden' }, texts.history.table),
      el('thead', {}, el('tr', {}, headers.map(([header]) => header))), rows),
    el('div', { class: 'list-footer' }, status, unlistedNote, more, retryAll, saveAs(texts.history.csv, 'csv'), saveAs(texts.history.playlist, 'm3u')));

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
  let said = texts.page.loading;
  function tell(text) {
    said = text;
    status.textContent = text;
  }

  function render(page) {
    renderList(rows, tracks, (track) => row(track, retry, href));
    next = page.next && { before: page.next, ...(page.next_key ? { before_key: page.next_key } : {}) };
    more.hidden = !next;
    retryAll.hidden = !tracks.length || form.elements.namedItem('state').value !== 'failed';
    unlistedNote.hidden = !page.unlisted;
    unlistedNote.textContent = page.unlisted ? say(texts.history.preparing, { count: page.unlisted }) : '';
    if (!tracks.length) tell(queryOf(form).size ? texts.history.noMatch : texts.history.noSongs);
    else if (status.textContent === said) tell('');
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
      tell(errorText(error));
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
