// Entry point: selects the view, shows the daemon's state and asks for the access token.
import { errorText, get, logIn, onUnauthorized } from './api.js';
import { byId, confidence, el, fileTitle } from './dom.js';
import { connect, current, on } from './events.js';
import * as keys from './keys.js';
import * as upload from './upload.js';

// Each view is loaded when it is first shown.
const VIEWS = {
  now: () => import('./overview.js'),
  history: () => import('./history.js'),
  review: () => import('./review.js'),
  charts: () => import('./charts.js'),
  settings: () => import('./settings.js'),
  setup: () => import('./setup.js'),
  track: () => import('./track.js'),
};
const STATES = { starting: 'Starting', idle: 'Idle', working: 'Analysing', paused: 'Paused' };

let closeView = () => {};
let shownPath = '';
let routes = 0;

async function route() {
  const turn = ++routes;
  const [path, query] = location.hash.slice(1).split('?');
  const [name, ...rest] = path.split('/');
  const view = name in VIEWS ? name : 'now';
  closeView();
  closeView = () => {};
  document.title = `${view === 'track' ? 'Song' : view[0].toUpperCase() + view.slice(1)} · Reclass`;
  document.querySelectorAll('nav a').forEach((a) => {
    if (a.hash === `#${view}`) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  });
  const loaded = await VIEWS[view]().catch(() => null);
  if (turn !== routes) return;
  if (!loaded) {
    byId('main').replaceChildren(
      el('p', { class: 'failure', role: 'alert' }, 'This view could not be loaded. Reload the page once the daemon is running.'));
    return;
  }
  byId('main').dataset.from = shownPath;
  closeView = loaded.show(byId('main'), new URLSearchParams(query), rest.join('/'));
  if (shownPath && shownPath !== path) {
    scrollTo(0, 0);
    byId('main').focus({ preventScroll: true });
  }
  shownPath = path;
}

function showState() {
  const state = current.connected ? current.health?.state ?? 'starting' : 'disconnected';
  byId('state').dataset.state = state;
  byId('state').lastElementChild.textContent = STATES[state] ?? 'Daemon not responding';
}

function showProblems() {
  byId('problems').replaceChildren(...current.problems.map((problem) => el('p', {}, problem)));
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

/** Opens the setup view on a new installation. */
async function showSetupOnFirstVisit() {
  const { set_up: done } = await get('/api/settings').catch(() => ({ set_up: true }));
  if (!done && !location.hash) location.hash = '#setup';
}

async function start() {
  initTokenDialog();
  upload.start();
  keys.start();
  await logInByLink();
  addEventListener('hashchange', route);
  on('health', showState);
  on('connection', showState);
  on('problems', showProblems);
  const announce = (text) => { byId('announcements').textContent = text; };
  on('verdict', ({ file, genre, confidence: share, sure }) =>
    announce(`${fileTitle(file)}: ${genre}, ${confidence(share)}${sure ? '' : ', unsure'}`));
  on('failed', ({ file, reason }) => announce(`${fileTitle(file)} failed: ${reason}`));
  connect();
  route();
  showSetupOnFirstVisit();
}

start();
