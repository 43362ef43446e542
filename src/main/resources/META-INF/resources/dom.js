// Elements, and how things are written.

const NAMESPACE = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** An element: el('p', { class: 'note', onclick: f, '--share': '10%' }, 'text', child ...). */
export const el = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);

/** The same for SVG. */
export const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(NAMESPACE, name), attributes, children);

export const byId = (id) => document.getElementById(id);

/** A number times a power of ten, by its digits: 0.57 is 57 %, not 56.99999999999999. */
const shifted = (number, by) => (Math.abs(number) < 1e-6 ? 0 : Number(`${number}e${by}`));

/** A share of many; nearly all are not 100 %, and a few are not none. */
export function percent(share) {
  if (share > 0 && share < 0.005) return '<1 %';
  return `${share < 1 ? Math.min(99, Math.round(shifted(share, 2))) : 100} %`;
}

/** How sure something is, never rounded up: what is below a threshold must not read as if it were not. */
export const confidence = (share) => `${(Math.floor(shifted(share, 3)) / 10).toFixed(1)} %`;

/** A threshold, exactly as it is set. */
export const threshold = (share) => `${Number(shifted(share, 2).toFixed(4))} %`;

export const count = (number) => number.toLocaleString('en').replaceAll(',', '\u202f');

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

export function milliseconds(ms) {
  return ms < 10_000 ? `${count(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** 3:34 or 1:02:03. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long something will take, in words. */
export function span(seconds) {
  if (seconds < 90) return plural(Math.round(seconds), 'second');
  if (seconds < 5400) return plural(Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return plural(Math.round(seconds / 3600), 'hour');
  return plural(Math.round(seconds / 86_400), 'day');
}

export function when(at) {
  const date = new Date(at);
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString([], { day: 'numeric', month: 'short' })} ${time}`;
}

/** A file's name as a title: without folders and without what says its format. */
export const title = (file) => file.replace(/^.*\//, '').replace(/\.[a-z0-9]{2,5}$/i, '');

/** What a song is called: as it is tagged, else as its file. */
export const called = (track) => track.title ?? title(track.file);

/** What is left of a song without a verdict to say. */
export const STATES = { queued: 'waiting', working: 'being heard', duplicate: 'the same song as another file' };

const HUES = {
  blues: 255, classical: 80, country: 60, disco: 345, electronic: 200, experimental: 310,
  folk: 115, hiphop: 290, instrumental: 175, international: 35, jazz: 230, metal: 15,
  pop: 325, reggae: 145, rock: 40, soulrnb: 270, oldtimehistoric: 95, easylistening: 185,
};

/** Of each genre always the same hue, 0 to 359. */
export function hue(genre) {
  const name = genre.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (name in HUES) return HUES[name];
  let sum = 0;
  for (const letter of genre) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

/** The genre's name beside its colour. */
export const genre = (name) =>
  el('span', { class: 'genre', '--hue': hue(name) }, el('i', { 'aria-hidden': 'true' }), name);

/** A bar as long as the share of 1; its number is written beside it by the caller. */
export const bar = (share, attributes = {}) =>
  el('span', { class: 'bar', 'aria-hidden': 'true', '--share': `${100 * share}%`, ...attributes }, el('i'));

/** Parts of a whole side by side, each { share, attributes }; their numbers are written elsewhere. */
export const ribbon = (parts) => el('span', { class: 'ribbon', 'aria-hidden': 'true' },
  parts.map(({ share, ...attributes }) => el('i', { '--share': share, ...attributes })));

/** Puts exactly these into a parent, in this order; those that are there already stay untouched. */
export function arrange(parent, elements) {
  for (const child of [...parent.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, i) => {
    if (parent.children[i] !== element) parent.insertBefore(element, parent.children[i] ?? null);
  });
}

/** Draws these into a parent; what is drawn already and has not changed stays, and keeps the focus. */
export function list(parent, items, draw) {
  const drawn = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  arrange(parent, items.map((item) => {
    const key = JSON.stringify(item);
    const element = drawn.get(key) ?? draw(item);
    element.dataset.key = key;
    return element;
  }));
}

export const link = (id, ...children) => el('a', { href: `#track/${id}` }, ...children);
