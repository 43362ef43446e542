// Which view is shown, how the daemon feels, and who may come in.
import { get, onLocked, unlock } from './api.js';
import { byId, confidence, el, title } from './dom.js';
import { connect, known, on } from './events.js';
import * as charts from './charts.js';
import * as history from './history.js';
import * as now from './overview.js';
import * as settings from './settings.js';
import * as setup from './setup.js';
import * as track from './track.js';
import * as upload from './upload.js';

const VIEWS = { now, history, charts, settings, setup, track };
const STATES = { starting: 'starting', idle: 'idle', working: 'listening', paused: 'paused' };

let leave = () => {};
let shown = '';

function route() {
  const [place, query] = location.hash.slice(1).split('?');
  const [name, ...rest] = place.split('/');
  const view = name in VIEWS ? name : 'now';
  leave();
  document.title = `${view === 'track' ? 'Song' : view[0].toUpperCase() + view.slice(1)} · Reclass`;
  document.querySelectorAll('nav a').forEach((a) => {
    if (a.hash === `#${view}`) a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  });
  leave = VIEWS[view].show(byId('main'), new URLSearchParams(query), rest.join('/'));
  if (shown && shown !== place) {
    scrollTo(0, 0);
    byId('main').focus({ preventScroll: true });
  }
  shown = place;
}

function feeling() {
  const state = known.connected ? known.health?.state ?? 'starting' : 'away';
  byId('state').dataset.state = state;
  byId('state').lastElementChild.textContent = STATES[state] ?? 'the daemon does not answer';
}

function problems() {
  byId('problems').replaceChildren(...known.problems.map((problem) => el('p', {}, problem)));
}

async function enter(token, failure) {
  try {
    await unlock(token);
    location.reload();
  } catch (refused) {
    failure(refused.sentence ?? String(refused));
  }
}

/** A link with #token=... lets this browser in, and leaves no trace in the address bar. */
async function tokenOfLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  window.history.replaceState(null, '', location.pathname);
  await unlock(token).catch((refused) => ask(refused.sentence));
}

function ask(sentence) {
  byId('token-failure').textContent = sentence ?? '';
  if (!byId('locked').open) byId('locked').showModal();
}

function doors() {
  onLocked(() => ask());
  byId('token-later').addEventListener('click', () => byId('locked').close());
  byId('locked').querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    enter(byId('token').value.trim(), ask);
  });
}

/** Whoever comes first is asked the few questions of a new installation. */
async function greet() {
  const { set_up: done } = await get('/api/settings').catch(() => ({ set_up: true }));
  if (!done && !location.hash) location.hash = '#setup';
}

async function start() {
  doors();
  upload.start();
  await tokenOfLink();
  addEventListener('hashchange', route);
  on('health', feeling);
  on('connection', feeling);
  on('problems', problems);
  on('verdict', (verdict) => {
    byId('news').textContent = `${title(verdict.file)}: ${verdict.genre}, ${confidence(verdict.confidence)}${verdict.sure ? '' : ', unsure'}`;
  });
  on('failed', ({ file, reason }) => { byId('news').textContent = `${title(file)} failed: ${reason}`; });
  connect();
  route();
  greet();
}

start();
