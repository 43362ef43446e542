// The view "Library": the folders with their progress and forecast, what sorting would do, and undoing it.
import { errorText, get, post, postLines } from './api.js';
import { approximateDuration, bar, el, genreLabel, percent, timestamp } from './dom.js';
import { on, throttle } from './events.js';
import { list, parts, say, texts } from './texts.js';

const RELOAD_INTERVAL_MS = 3000;
const MOST_LINES = 2000;
const MOST_GENRES = 8;

/** The time left for a folder, as its share of the forecast for all. */
const timeLeft = (waiting, forecast) => (forecast?.waiting && waiting
  ? say(texts.library.timeLeft, { time: approximateDuration(forecast.seconds.value * waiting / forecast.waiting) }) : null);

function folderCard(folder, forecast, waitsUntil) {
  const share = folder.known ? folder.done / folder.known : 0;
  const figures = list(say(texts.library.classified, { done: folder.done, count: folder.known }),
    folder.failed ? say(texts.library.failed, { count: folder.failed }) : null,
    folder.waiting ? say(texts.library.waiting, { count: folder.waiting }) : null,
    folder.waiting && waitsUntil ? say(texts.library.waitsUntil, { time: waitsUntil }) : null,
    timeLeft(folder.waiting, forecast));
  return el('li', { class: 'panel' },
    el('div', { class: 'heading-row' }, el('h2', {}, folder.path), el('span', { class: folder.state === 'offline' ? 'failure' : 'muted' }, texts.library.states[folder.state] ?? folder.state)),
    bar(share), el('p', {}, figures),
    folder.problem ? el('p', { class: 'failure' }, folder.problem) : null,
    folder.scanned_at ? el('p', { class: 'muted' }, say(texts.library.scanned, { time: timestamp(folder.scanned_at) })) : null,
    el('p', {}, el('a', { href: `#history?folder=${encodeURIComponent(folder.path)}` }, texts.library.songs)));
}

function forecastCard({ waiting, heard, seconds, sure, genres }) {
  const likely = Object.entries(genres).sort(([, a], [, b]) => b.value - a.value).slice(0, MOST_GENRES);
  return el('section', { class: 'panel' }, el('h2', {}, texts.library.forecast),
    el('p', {}, say(texts.library.expected, { time: approximateDuration(seconds.value), count: waiting, share: percent(sure.value) })),
    el('p', { class: 'muted' }, say(texts.library.sample, { count: heard })),
    el('ul', { class: 'forecast' }, likely.map(([genre, { value }]) => el('li', {}, genreLabel(genre), el('span', { class: 'number' }, percent(value))))));
}

/** Changes as a tree of the folders in which their files would be. */
function changeTree(changes) {
  const root = { folders: new Map(), files: [] };
  for (const change of changes) {
    const parts = (change.target ?? change.path).split('/').slice(1);
    const name = parts.pop();
    let node = root;
    for (const part of parts) {
      if (!node.folders.has(part)) node.folders.set(part, { folders: new Map(), files: [] });
      node = node.folders.get(part);
    }
    node.files.push({ name, ...change });
  }
  const size = (node) => node.files.length + [...node.folders.values()].reduce((sum, child) => sum + size(child), 0);
  const lines = (node) => el('ul', {},
    [...node.folders].map(([name, child]) => branch(`${name}/`, child)),
    node.files.map(({ name, what, path, target, note }) => el('li', { class: what === 'failed' || what === 'refused' ? 'failure' : null },
      name, el('small', {}, ' ', list(texts.library.actions[what] ?? what, target && target !== path ? say(texts.library.from, { path }) : null, note)))));
  function branch(path, node) {
    if (!node.files.length && node.folders.size === 1) { // a folder with nothing but another one shares its line
      const [[name, child]] = node.folders;
      return branch(`${path}${name}/`, child);
    }
    return el('li', {}, el('details', { open: size(node) <= 100 }, el('summary', {}, path, el('small', {}, ' ', say(texts.library.files, { count: size(node) }))), lines(node)));
  }
  return changes.length ? el('ul', { class: 'tree' }, branch('/', root)) : null;
}

/** What a run says while it goes on, and at its end. */
const PREVIEW = [texts.library.previewing, texts.library.previewed];
const APPLY = [texts.library.applying, texts.library.applied];
const UNDO = [texts.library.undoing, texts.library.undone];

/** What applying the settings would do, doing it, and taking it back. */
function sortingPanel() {
  const status = el('p', { role: 'status' });
  const result = el('div', {});
  const scope = el('select', { id: 'apply-to' }, Object.entries(texts.library.scopes).map(([value, text]) => el('option', { value }, text)));
  const replace = el('input', { type: 'checkbox', id: 'replace-genres' });
  const preview = el('button', { type: 'button', onclick: () => run('/api/apply', { ...choice(), dry_run: true }, PREVIEW) }, texts.library.preview);
  const apply = el('button', { type: 'button', class: 'main', disabled: true, onclick: () => run('/api/apply', choice(), APPLY) }, texts.library.apply);
  const batches = el('ul', { class: 'batches' });
  const earlier = el('details', { hidden: true }, el('summary', {}, texts.library.earlier), batches);
  const element = el('section', { class: 'panel', 'aria-label': texts.library.sort }, el('h2', {}, texts.library.sort),
    el('p', { class: 'muted' }, texts.library.sortHow),
    el('p', {}, el('label', { for: 'apply-to' }, texts.library.applyTo), ' ', scope),
    el('p', {}, replace, ' ', el('label', { for: 'replace-genres' }, texts.library.replace)),
    el('div', { class: 'button-row' }, preview, apply), status, result, earlier);
  let off = false;
  let closed = false;

  const choice = () => ({ library: scope.value === 'library', replace_genres: replace.checked });
  const changed = () => { apply.disabled = true; };
  scope.addEventListener('change', changed);
  replace.addEventListener('change', changed);

  async function run(path, body, [soFar, atEnd]) {
    const shown = [];
    let changes = 0;
    let problems = 0;
    let end = {};
    for (const button of element.querySelectorAll('button')) button.disabled = true;
    status.textContent = texts.library.looking;
    result.replaceChildren();
    try {
      await postLines(path, body, (line) => {
        if (line.what === 'end') end = line;
        else if (line.what !== 'left') {
          if (line.what === 'failed' || line.what === 'refused') problems++;
          else changes++;
          if (shown.length < MOST_LINES) shown.push(line);
          status.textContent = say(soFar, { count: changes });
        }
      });
      if (closed) return;
      status.textContent = [say(atEnd, { count: changes }), problems ? say(texts.library.problems, { count: problems }) : null,
        end.unsure ? say(texts.library.left, { count: end.unsure }) : null,
        changes + problems > shown.length ? say(texts.library.shown, { count: shown.length }) : null, end.problem].filter(Boolean).join(' ');
      result.replaceChildren(...[changeTree(shown)].filter(Boolean));
      apply.disabled = !body.dry_run || !changes;
    } catch (error) {
      status.textContent = errorText(error);
    }
    preview.disabled = off;
    if (!body.dry_run) earlier.open = true;
    await showBatches().catch((error) => { status.textContent = errorText(error); });
  }

  async function showBatches() {
    const sorting = await get('/api/sorting');
    earlier.hidden = !sorting.batches.length;
    batches.replaceChildren(...sorting.batches.map(({ batch, at, files }) => el('li', {},
      el('span', {}, timestamp(at), ' · ', say(texts.library.files, { count: files })),
      el('button', { type: 'button', class: 'small', onclick: () => run('/api/undo', { batch }, UNDO) }, say(texts.library.undoBatch, { batch: String(batch) })))));
    return sorting;
  }

  async function load() {
    off = !(await showBatches()).active;
    preview.disabled = off;
    if (off) status.textContent = texts.library.sortOff;
  }

  return { element, load, close: () => { closed = true; } };
}

export function show(main) {
  const status = el('p', { class: 'muted', role: 'status' }, texts.page.loading);
  const folders = el('ul', { class: 'folders' });
  const forecast = el('div', {});
  const sorting = sortingPanel();
  const rescan = el('button', { type: 'button', onclick: async () => {
    try {
      await post('/api/library/rescan');
      status.textContent = texts.library.scanning;
    } catch (error) {
      status.textContent = errorText(error);
    }
  } }, texts.library.scan);
  let closed = false;

  main.replaceChildren(el('div', { class: 'heading-row' }, el('h1', {}, texts.views.library), rescan), status,
    el('div', { class: 'library' }, folders, forecast, sorting.element));

  async function load() {
    try {
      const library = await get('/api/library');
      if (closed) return;
      folders.replaceChildren(...library.folders.map((folder) => folderCard(folder, library.forecast, library.waits_until)));
      forecast.replaceChildren(...(library.forecast ? [forecastCard(library.forecast)] : []));
      if (!library.folders.length) status.replaceChildren(...parts(texts.library.none, { setup: el('a', { href: '#setup' }, texts.library.setup) }));
      else if (status.textContent === texts.page.loading) status.textContent = '';
    } catch (error) {
      status.textContent = errorText(error);
    }
  }
  load();
  sorting.load().catch((error) => { status.textContent = errorText(error); });

  const [reload, cancelReload] = throttle(load, RELOAD_INTERVAL_MS);
  const subscriptions = ['stats', 'verdict', 'failed', 'queued'].map((name) => on(name, reload));
  return () => {
    closed = true;
    sorting.close();
    cancelReload();
    subscriptions.forEach((unsubscribe) => unsubscribe());
  };
}
