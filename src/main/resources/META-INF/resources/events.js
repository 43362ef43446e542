// Server-sent events of the daemon, and the state that follows from them.
import { url } from './api.js';

const EVENTS = ['stats', 'health', 'problems', 'queued', 'opened', 'heard', 'verdict', 'failed', 'duplicate', 'left', 'revised'];
const RECONNECT_MS = 3000;

const bus = new EventTarget();

/** The latest stats, health and problems; songs: those being analysed, by path. */
export const current = { stats: null, health: null, problems: [], songs: new Map(), connected: false };

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

function update(name, data) {
  if (name in current) current[name] = data;
  else if (name === 'opened') current.songs.set(data.path, { ...data, results: [] });
  else if (name === 'heard') current.songs.get(data.path)?.results.push(data.result);
  else if (!RELOAD_EVENTS.includes(name)) current.songs.delete(data.path);
}

function setConnected(connected) {
  if (current.connected === connected) return;
  current.connected = connected;
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
