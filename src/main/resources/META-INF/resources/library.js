// The view "Library": the folders with their progress and forecast, what sorting would do, and undoing it.
import { errorText, get, post, postLines } from './api.js';
import { approximateDuration, bar, count, el, genreLabel, percent, plural, timestamp } from './dom.js';
import { on, throttle } from './events.js';

const RELOAD_INTERVAL_MS = 3000;
const MOST_LINES = 2000;
const MOST_GENRES = 8;
const STATES = { starting: 'starting', scanning: 'scanning', there: 'available', offline: 'offline' };
const ACTIONS = { tag: 'write tags', move: 'move', copy: 'copy', untag: 'restore tags', remove: 'remove the copy', refused: 'refused', failed: 'failed' };

function folderCard(folder) {
  const share = folder.known ? folder.done / folder.known : 0;
  const figures = [`${count(folder.done)} of ${plural(folder.known, 'song')} classified`,
    folder.failed ? `${count(folder.failed)} failed` : null,
    folder.waiting ? `${count(folder.waiting)} waiting` : null].filter(Boolean).join(', ');
  return el('li', { class: 'panel' },
    el('div', { class: 'heading-row' }, el('h2', {}, folder.path), el('span', { class: folder.state === 'offline' ? 'failure' : 'muted' }, STATES[folder.state] ?? folder.state)),
    bar(share), el('p', {}, figures),
    folder.problem ? el('p', { class: 'failure' }, folder.problem) : null,
    folder.scanned_at ? el('p', { class: 'muted' }, `Last scan: ${timestamp(folder.scanned_at)}`) : null,
    el('p', {}, el('a', { href: `#history?folder=${encodeURIComponent(folder.path)}` }, 'Show its songs')));
}

function forecastCard({ waiting, heard, seconds, sure, genres }) {
  const likely = Object.entries(genres).sort(([, a], [, b]) => b.value - a.value).slice(0, MOST_GENRES);
  return el('section', { class: 'panel' }, el('h2', {}, 'Forecast'),
    el('p', {}, `About ${approximateDuration(seconds.value)} left for ${plural(waiting, 'song')}. ${percent(sure.value)} are expected to be sure.`),
    el('p', { class: 'muted' }, `Estimated from a sample of ${plural(heard, 'song')}.`),
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
      name, el('small', {}, ` ${[ACTIONS[what] ?? what, target && target !== path ? `from ${path}` : null, note].filter(Boolean).join(', ')}`))));
  function branch(path, node) {
    if (!node.files.length && node.folders.size === 1) { // a folder with nothing but another one shares its line
      const [[name, child]] = node.folders;
      return branch(`${path}${name}/`, child);
    }
    return el('li', {}, el('details', { open: size(node) <= 100 }, el('summary', {}, path, el('small', {}, ` ${plural(size(node), 'file')}`)), lines(node)));
  }
  return changes.length ? el('ul', { class: 'tree' }, branch('/', root)) : null;
}

/** What applying the settings would do, doing it, and taking it back. */
function sortingPanel() {
  const status = el('p', { role: 'status' });
  const result = el('div', {});
  const scope = el('select', { id: 'apply-to' }, el('option', { value: '' }, 'songs of the inbox'), el('option', { value: 'library' }, 'songs of the library'));
  const replace = el('input', { type: 'checkbox', id: 'replace-genres' });
  const preview = el('button', { type: 'button', onclick: () => run('/api/apply', { ...choice(), dry_run: true }, 'would be changed') }, 'Show what would change');
  const apply = el('button', { type: 'button', class: 'main', disabled: true, onclick: () => run('/api/apply', choice(), 'changed') }, 'Apply');
  const undo = el('button', { type: 'button', hidden: true }, 'Undo');
  const element = el('section', { class: 'panel', 'aria-label': 'Sort and tag songs' }, el('h2', {}, 'Sort and tag songs'),
    el('p', { class: 'muted' }, 'Moves, copies and tags files as the settings say. Nothing changes before you apply it, and every run can be undone.'),
    el('p', {}, el('label', { for: 'apply-to' }, 'Apply to '), scope),
    el('p', {}, replace, el('label', { for: 'replace-genres' }, ' Also replace genres that people have written')),
    el('div', { class: 'button-row' }, preview, apply, undo), status, result);
  let off = false;
  let closed = false;

  const choice = () => ({ library: scope.value === 'library', replace_genres: replace.checked });
  const changed = () => { apply.disabled = true; };
  scope.addEventListener('change', changed);
  replace.addEventListener('change', changed);

  async function run(path, body, verb) {
    const shown = [];
    let changes = 0;
    let problems = 0;
    let end = {};
    for (const button of [preview, apply, undo]) button.disabled = true;
    status.textContent = 'Looking at the files…';
    result.replaceChildren();
    try {
      await postLines(path, body, (line) => {
        if (line.what === 'end') end = line;
        else if (line.what !== 'left') {
          if (line.what === 'failed' || line.what === 'refused') problems++;
          else changes++;
          if (shown.length < MOST_LINES) shown.push(line);
          status.textContent = `${plural(changes, 'file')} ${verb} so far…`;
        }
      });
      if (closed) return;
      status.textContent = [`${plural(changes, 'file')} ${verb}.`, problems ? `${plural(problems, 'file')} failed or refused.` : null,
        end.unsure ? `${plural(end.unsure, 'file')} left because the genre is unsure.` : null,
        changes + problems > shown.length ? `The first ${count(shown.length)} are shown.` : null, end.problem].filter(Boolean).join(' ');
      result.replaceChildren(...[changeTree(shown)].filter(Boolean));
      apply.disabled = !body.dry_run || !changes;
      if (end.batch && changes) {
        undo.hidden = false;
        undo.textContent = `Undo batch ${end.batch}`;
        undo.onclick = () => run('/api/undo', { batch: end.batch }, 'restored');
      } else if (path === '/api/undo') undo.hidden = true;
    } catch (error) {
      status.textContent = errorText(error);
    }
    preview.disabled = off;
    undo.disabled = false;
  }

  async function load() {
    off = !(await get('/api/sorting')).active;
    preview.disabled = off;
    if (off) status.textContent = 'Sorting and tagging are off: set reclass.after.action or reclass.after.tag.';
  }

  return { element, load, close: () => { closed = true; } };
}

export function show(main) {
  const status = el('p', { class: 'muted', role: 'status' }, 'Loading…');
  const folders = el('ul', { class: 'folders' });
  const forecast = el('div', {});
  const sorting = sortingPanel();
  const rescan = el('button', { type: 'button', onclick: async () => {
    try {
      await post('/api/library/rescan');
      status.textContent = 'The folders are being scanned again.';
    } catch (error) {
      status.textContent = errorText(error);
    }
  } }, 'Scan again');
  let closed = false;

  main.replaceChildren(el('div', { class: 'heading-row' }, el('h1', {}, 'Library'), rescan), status,
    el('div', { class: 'library' }, folders, forecast, sorting.element));

  async function load() {
    try {
      const library = await get('/api/library');
      if (closed) return;
      folders.replaceChildren(...library.folders.map(folderCard));
      forecast.replaceChildren(...(library.forecast ? [forecastCard(library.forecast)] : []));
      if (!library.folders.length) status.replaceChildren('No library folders yet. ', el('a', { href: '#setup' }, 'Choose folders in the setup'), '.');
      else if (status.textContent === 'Loading…') status.textContent = '';
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
