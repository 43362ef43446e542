// Entry point: selects the view, shows the daemon's state and asks for the access token.
import { errorText, logIn, onUnauthorized } from './api.js';
import { byId, confidence, el, fileTitle, loading } from './dom.js';
import * as drop from './drop.js';
import { connect, current, isBusy, on } from './events.js';
import { language } from './language.js';
import { say, texts } from './texts.js';

// Each view is loaded when it is first shown.
const VIEWS = {
  now: () => import('./overview.js'),
  history: () => import('./history.js'),
  albums: () => import('./albums.js'),
  review: () => import('./review.js'),
  library: () => import('./library.js'),
  charts: () => import('./charts.js'),
  settings: () => import('./settings.js'),
  setup: () => import('./setup.js'),
  track: () => import('./track.js'),
};

/** Where keys are characters. */
const TYPING = 'input:not([type=checkbox], [type=range], [type=file]), textarea, select, [contenteditable]';

let closeView = () => {};
let shownPath = '';
let routes = 0;
let viewFailed = false;
let styles = null;

/** Loads the styles of all views but the first, once. */
function loadStyles() {
  styles ??= new Promise((resolve, reject) => {
    document.head.append(el('link', { rel: 'stylesheet', href: 'views.css', onload: resolve, onerror: reject }));
  });
  return styles;
}

async function route() {
  const turn = ++routes;
  const [path, query] = location.hash.slice(1).split('?');
  const [name, ...rest] = path.split('/');
  const view = Object.hasOwn(VIEWS, name) ? name : 'now';
  closeView();
  closeView = () => {};
  document.title = say(texts.page.title, { view: texts.views[view] });
  document.querySelectorAll('nav a').forEach((a) => {
    if (a.hash === `#${view}`) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  });
  byId('main').replaceChildren(loading());
  try {
    const [loaded] = await Promise.all([VIEWS[view](), view === 'now' || loadStyles()]);
    if (turn !== routes) return;
    byId('main').dataset.from = shownPath;
    closeView = loaded.show(byId('main'), new URLSearchParams(query), rest.join('/'));
    viewFailed = false;
  } catch (error) {
    console.error(`Failed to load the view ${view}:`, error);
    if (turn !== routes) return;
    viewFailed = true;
    byId('main').replaceChildren(el('p', { class: 'failure', role: 'alert' }, current.connected ? texts.page.viewBroken : texts.page.viewAway));
  }
  if (shownPath && shownPath !== path) {
    scrollTo(0, 0);
    byId('main').focus({ preventScroll: true });
  }
  shownPath = path;
}

function showState() {
  const state = current.connected ? current.health?.state ?? 'starting' : 'disconnected';
  byId('state').dataset.state = state;
  byId('state').lastElementChild.textContent = texts.page.health[state];
}

function showProblems() {
  const problems = current.away ? [texts.page.away] : current.problems;
  byId('problems').replaceChildren(...problems.map((problem) => el('p', {}, problem)));
}

function showConnection(connected) {
  showState();
  showProblems();
  if (connected && viewFailed) location.reload(); // a browser may remember that a script could not be loaded
}

/** Shows the dialog for the token, which is loaded when it is needed. */
const askForToken = (failure) => import('./access.js').then((access) => access.ask(failure), console.error);

/** Logs in with the token of a link with #token=..., and removes it from the address bar. */
async function logInByLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  window.history.replaceState(null, '', location.pathname + location.search);
  await logIn(token).catch((error) => askForToken(errorText(error)));
}

/** The keys are listed on "?". */
function showKeys(event) {
  if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPING) || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  import('./keys.js').then((keys) => keys.show(), console.error);
}

/** Fills in the texts of index.html. */
function showTexts() {
  document.documentElement.lang = language;
  for (const link of document.querySelectorAll('nav a')) link.textContent = texts.views[link.hash.slice(1)];
  for (const element of document.querySelectorAll('[data-text]')) element.prepend(texts.page[element.dataset.text]);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', texts.page[element.dataset.label]);
}

async function start() {
  showTexts();
  onUnauthorized(() => askForToken());
  drop.start();
  addEventListener('keydown', showKeys);
  await logInByLink();
  addEventListener('hashchange', route);
  on('health', showState);
  on('connection', showConnection);
  on('away', showProblems);
  on('problems', showProblems);
  const announce = (text) => { if (!isBusy()) byId('announcements').textContent = text; };
  on('verdict', ({ file, genre, confidence: share, sure }) =>
    announce(say(sure ? texts.page.sure : texts.page.notSure, { title: fileTitle(file), genre, confidence: confidence(share) })));
  on('failed', ({ file, reason }) => announce(say(texts.page.failed, { title: fileTitle(file), reason })));
  connect();
  route();
}

start();
