// What happens, as the daemon tells it; and which songs are being heard.
const NAMES = ['stats', 'health', 'problems', 'opened', 'heard', 'verdict', 'failed', 'duplicate', 'left', 'revised'];
const AGAIN_MS = 3000;

const bus = new EventTarget();

/** The latest stats, health and problems; songs: those being heard, by path. */
export const known = { stats: null, health: null, problems: [], songs: new Map(), connected: false };

function tell(name, detail) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Calls back with what an event tells; returns what ends that. */
export function on(name, handler) {
  const listener = (event) => handler(event.detail);
  bus.addEventListener(name, listener);
  return () => bus.removeEventListener(name, listener);
}

function note(name, data) {
  if (name in known) known[name] = data;
  else if (name === 'opened') known.songs.set(data.path, { ...data, results: [] });
  else if (name === 'heard') known.songs.get(data.path)?.results.push(data.result);
  else if (name !== 'revised') known.songs.delete(data.path);
}

function connection(connected) {
  if (known.connected === connected) return;
  known.connected = connected;
  tell('connection', connected);
}

export function connect() {
  const source = new EventSource('/api/events');
  source.onopen = () => {
    known.songs.clear();
    connection(true);
    tell('revised', {});
  };
  source.onerror = () => {
    connection(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS);
  };
  for (const name of NAMES) {
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      note(name, data);
      tell(name, data);
    });
  }
}
