// Entry point: selects the view, shows the daemon's state and asks for the access token.
import { errorText, get, logIn, onUnauthorized } from './api.js';
import { byId, confidence, el, fileTitle, loading } from './dom.js';
import { connect, current, isBusy, on } from './events.js';
import * as keys from './keys.js';
import * as upload from './upload.js';

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
const STATES = { starting: 'Starting', idle: 'Idle', working: 'Analysing', paused: 'Paused', disconnected: 'Not responding' };
const AWAY = 'Reclass is not responding, so this page may be out of date. Check that it is running; the page continues by itself as soon as it is back.';
const VIEW_AWAY = 'This view could not be loaded because Reclass is not responding. It opens by itself as soon as Reclass is back.';
const VIEW_BROKEN = 'This view could not be loaded. Reload the page; if that does not help, the cause is in the browser’s console.';

let closeView = () => {};
let shownPath = '';
let routes = 0;
let viewFailed = false;

async function route() {
  const turn = ++routes;
  const [path, query] = location.hash.slice(1).split('?');
  const [name, ...rest] = path.split('/');
  const view = Object.hasOwn(VIEWS, name) ? name : 'now';
  closeView();
  closeView = () => {};
  document.title = `${view === 'track' ? 'Song' : view[0].toUpperCase() + view.slice(1)} · Reclass`;
  document.querySelectorAll('nav a').forEach((a) => {
    if (a.hash === `#${view}`) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  });
  byId('main').replaceChildren(loading());
  try {
    const loaded = await VIEWS[view]();
    if (turn !== routes) return;
    byId('main').dataset.from = shownPath;
    closeView = loaded.show(byId('main'), new URLSearchParams(query), rest.join('/'));
    viewFailed = false;
  } catch (error) {
    console.error(`Failed to load the view ${view}:`, error);
    if (turn !== routes) return;
    viewFailed = true;
    byId('main').replaceChildren(el('p', { class: 'failure', role: 'alert' }, current.connected ? VIEW_BROKEN : VIEW_AWAY));
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
  byId('state').lastElementChild.textContent = STATES[state];
}

function showProblems() {
  const problems = current.away ? [AWAY] : current.problems;
  byId('problems').replaceChildren(...problems.map((problem) => el('p', {}, problem)));
}

function showConnection(connected) {
  showState();
  showProblems();
  if (connected && viewFailed) location.reload(); // a browser may remember that a script could not be loaded
}

async function submitToken(token) {
  try {
    await logIn(token);
    location.reload();
  } catch (error) {
    askForToken(errorText(error));
  }
}

/** Logs in with the token of a link with #token=..., and removes it from the address bar. */
async function logInByLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  window.history.replaceState(null, '', location.pathname);
  await logIn(token).catch((error) => askForToken(errorText(error)));
}

function askForToken(failure = '') {
  byId('token-failure').textContent = failure;
  if (!byId('token-dialog').open) byId('token-dialog').showModal();
}

function initTokenDialog() {
  onUnauthorized(() => askForToken());
  byId('token-later').addEventListener('click', () => byId('token-dialog').close());
  byId('token-dialog').querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    submitToken(byId('token').value.trim());
  });
}

async function start() {
  initTokenDialog();
  upload.start();
  keys.start();
  await logInByLink();
  addEventListener('hashchange', route);
  on('health', showState);
  on('connection', showConnection);
  on('away', showProblems);
  on('problems', showProblems);
  const announce = (text) => { if (!isBusy()) byId('announcements').textContent = text; };
  on('verdict', ({ file, genre, confidence: share, sure }) =>
    announce(`${fileTitle(file)}: ${genre}, ${confidence(share)}${sure ? '' : ', unsure'}`));
  on('failed', ({ file, reason }) => announce(`${fileTitle(file)} failed: ${reason}`));
  connect();
  route();
}

start();
