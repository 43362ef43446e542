// Server-sent events of the daemon, and the state that follows from them.
import { url } from './api.js';

const EVENTS = ['stats', 'health', 'problems', 'queued', 'opened', 'heard', 'verdict', 'failed', 'duplicate', 'left', 'revised'];
const RECONNECT_MS = 3000;
/** A reload of the settings ends the connection for a moment; only after this time is the daemon said to be away. */
const AWAY_AFTER_MS = 5000;
const PACE_WINDOW_MS = 5000;
/** Songs finished within the window above which the page is busy, and below which it is calm again. */
const [BUSY_ABOVE, CALM_BELOW] = [5, 3];

const bus = new EventTarget();

/**
 * The latest stats, health and problems; songs: those being analysed, by path; connected: null until the first attempt
 * has ended; away: not connected for a while.
 */
export const current = { stats: null, health: null, problems: [], songs: new Map(), connected: null, away: false };

const finished = []; // when the latest songs were
let busy = false;

/** Whether more than one song a second is being finished: too many to show each one. */
export function isBusy() {
  const from = performance.now() - PACE_WINDOW_MS;
  while (finished[0] < from) finished.shift();
  busy = busy ? finished.length >= CALM_BELOW : finished.length > BUSY_ABOVE;
  return busy;
}

function emit(name, detail) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Subscribes to an event; returns a function that unsubscribes. */
export function on(name, handler) {
  const listener = (event) => handler(event.detail);
  bus.addEventListener(name, listener);
  return () => bus.removeEventListener(name, listener);
}

/** Limits an action to one call per interval: the first call runs at once. Returns the throttled action and a function that cancels it. */
export function throttle(action, intervalMs) {
  let timer = null;
  let pending = false;
  const run = () => {
    pending = timer !== null;
    if (pending) return;
    action();
    timer = setTimeout(() => {
      timer = null;
      if (pending) run();
    }, intervalMs);
  };
  return [run, () => clearTimeout(timer)];
}

/** Events that change nothing here: the views reload what they show. */
const RELOAD_EVENTS = ['queued', 'revised'];
const FINISHED_EVENTS = ['verdict', 'failed', 'duplicate'];

function update(name, data) {
  if (FINISHED_EVENTS.includes(name)) finished.push(performance.now());
  if (name in current) current[name] = data;
  else if (name === 'opened') current.songs.set(data.path, { ...data, results: [] });
  else if (name === 'heard') current.songs.get(data.path)?.results.push(data.result);
  else if (!RELOAD_EVENTS.includes(name)) current.songs.delete(data.path);
}

let awayTimer;

function setConnected(connected) {
  if (current.connected === connected) return;
  current.connected = connected;
  current.away = false;
  clearTimeout(awayTimer);
  if (!connected) {
    awayTimer = setTimeout(() => {
      current.away = true;
      emit('away', {});
    }, AWAY_AFTER_MS);
  }
  emit('connection', connected);
}

export function connect() {
  const source = new EventSource(url('/api/events'));
  source.onopen = () => {
    current.songs.clear();
    setConnected(true);
    emit('revised', {});
  };
  source.onerror = () => {
    setConnected(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT_MS);
  };
  for (const name of EVENTS) {
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      update(name, data);
      emit(name, data);
    });
  }
}
