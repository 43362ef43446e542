// Creates DOM elements and formats values.
import { colour } from './genre-colours.js';
import { count, dayAndMonth, decimal, inUnits, timeOfDay } from './language.js';
import { say, texts } from './texts.js';

const NAMESPACE = 'http://www.w3.org/2000/svg';

function populate(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** Creates an HTML element: el('p', { class: 'note', onclick: f, '--share': '10%' }, 'text', child ...). */
export const el = (name, attributes = {}, ...children) =>
  populate(document.createElement(name), attributes, children);

/** Creates an SVG element; same arguments as el. */
export const svg = (name, attributes = {}, ...children) =>
  populate(document.createElementNS(NAMESPACE, name), attributes, children);

export const byId = (id) => document.getElementById(id);

/** Multiplies by a power of ten in decimal: 0.57 is 57 %, not 56.99999999999999. */
const shiftDecimal = (number, by) => (Math.abs(number) < 1e-6 ? 0 : Number(`${number}e${by}`));

const inPercent = (number) => say(texts.page.percent, { number });

/** A share in percent; only exact values read as 0 % or 100 %. */
export function percent(share) {
  if (share > 0 && share < 0.005) return texts.page.fewPercent;
  return inPercent(share < 1 ? Math.min(99, Math.round(shiftDecimal(share, 2))) : 100);
}

/** A confidence in percent, rounded down: a value below a threshold must not appear to reach it. */
export const confidence = (share) => inPercent(decimal(Math.floor(shiftDecimal(share, 3)) / 10, 1));

/** A threshold in percent, exactly as configured. */
export const threshold = (share) => inPercent(decimal(shiftDecimal(share, 2), 0, 4));

export { count };

export const milliseconds = (ms) => (ms < 10_000
  ? say(texts.page.milliseconds, { count: Math.round(ms) }) : say(texts.page.seconds, { number: decimal(ms / 1000, 1) }));

/** 3:34 or 1:02:03. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** An approximate duration in words. */
export function approximateDuration(seconds) {
  if (seconds < 90) return inUnits(Math.round(seconds), 'second');
  if (seconds < 5400) return inUnits(Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return inUnits(Math.round(seconds / 3600), 'hour');
  return inUnits(Math.round(seconds / 86_400), 'day');
}

/** A time of today, or a date and time. */
export function timestamp(at) {
  const date = new Date(at);
  if (date.toDateString() === new Date().toDateString()) return timeOfDay(date);
  return `${dayAndMonth(date)} ${timeOfDay(date)}`;
}

/** A title made from the file name: without folders and extension. */
export const fileTitle = (file) => file.replace(/^.*\//, '').replace(/\.[a-z0-9]{2,5}$/i, '');

/** The name of a song as /api/tracks/{id} describes it. */
export const songName = (track) => track.tags?.title || fileTitle(track.verdict?.file ?? track.paths[0] ?? texts.views.track);

/** The song's title tag, or its file name if there is none. */
export const trackTitle = (track) => track.title ?? fileTitle(track.file);

export { colour };

/** The genre's name and colour. */
export const genreLabel = (name) =>
  el('span', { class: 'genre', '--colour': colour(name) }, el('i', { 'aria-hidden': 'true' }), name);

/** A bar for a share from 0 to 1, hidden from screen readers: the caller shows the number as text. */
export const bar = (share, attributes = {}) =>
  el('span', { class: 'bar', 'aria-hidden': 'true', '--share': `${100 * share}%`, ...attributes }, el('i'));

/** A stacked bar of parts { share, ...attributes }, hidden from screen readers: the caller shows the numbers as text. */
export const stackedBar = (parts) => el('span', { class: 'stacked-bar', 'aria-hidden': 'true' },
  parts.map(({ share, ...attributes }) => el('i', { '--share': share, ...attributes })));

/** Makes these elements the only children, in this order; those already present are not touched. */
export function setChildren(parent, elements) {
  for (const child of [...parent.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, i) => {
    if (parent.children[i] !== element) parent.insertBefore(element, parent.children[i] ?? null);
  });
}

/** Renders items into a parent; elements of unchanged items are reused, which keeps the keyboard focus. */
export function renderList(parent, items, render) {
  const rendered = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  setChildren(parent, items.map((item) => {
    const key = JSON.stringify(item);
    const element = rendered.get(key) ?? render(item);
    element.dataset.key = key;
    return element;
  }));
}

export const trackLink = (id, ...children) => el('a', { href: `#track/${id}` }, ...children);

/** Shown until a view has its data. */
export const loading = () => el('p', { class: 'loading muted', role: 'status' }, texts.page.loading);
