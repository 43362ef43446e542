// What happens, as the daemon tells it; and which songs are being heard.
const NAMES = ['stats', 'health', 'problems', 'queued', 'opened', 'heard', 'verdict', 'failed', 'duplicate', 'left', 'revised'];
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

/** Calls an action at once and then, however often it is wanted, once in a while; returns how to want and how to end it. */
export function calmly(action, pauseMs) {
  let resting = null;
  let wanted = false;
  const want = () => {
    wanted = resting !== null;
    if (wanted) return;
    action();
    resting = setTimeout(() => {
      resting = null;
      if (wanted) want();
    }, pauseMs);
  };
  return [want, () => clearTimeout(resting)];
}

const QUIET = ['queued', 'revised'];

function note(name, data) {
  if (name in known) known[name] = data;
  else if (name === 'opened') known.songs.set(data.path, { ...data, results: [] });
  else if (name === 'heard') known.songs.get(data.path)?.results.push(data.result);
  else if (!QUIET.includes(name)) known.songs.delete(data.path);
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
