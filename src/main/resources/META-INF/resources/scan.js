// Many songs at once: how fast they go, how long it takes, and the genres found so far, without a card for each song.
import { approximateDuration, bar, confidence, count, el, genreLabel, colour, renderList, trackTitle } from './dom.js';
import { say, texts } from './texts.js';

const LONG_QUEUE = 20;
const TOP_GENRES = 6;
const TICK_MS = 2000;

/** Whether so many songs wait that the whole is of interest rather than each song. */
export const isLong = (stats) => (stats?.queued ?? 0) >= LONG_QUEUE;

const genreRow = ([name, songs, most]) => el('li', {}, genreLabel(name), bar(songs / most, { '--colour': colour(name) }), el('span', { class: 'number' }, count(songs)));

/** A calm summary; the newest song changes every two seconds at most. */
export function scanSummary() {
  const speed = el('b', {}, '–');
  const left = el('b', {}, '–');
  const meter = el('progress', { max: 1, value: 0, 'aria-label': texts.scan.name });
  const done = el('p', { class: 'muted' });
  const newest = el('p', { class: 'newest' });
  const genres = el('ol', { class: 'scan-genres' });
  const found = el('section', { hidden: true }, el('h2', {}, texts.scan.genres), genres);
  const element = el('article', { class: 'scan panel' },
    el('dl', {}, el('div', {}, el('dt', {}, texts.scan.pace), el('dd', {}, speed)), el('div', {}, el('dt', {}, texts.scan.left), el('dd', {}, left))),
    meter, done, newest, found);
  let shownAt = -TICK_MS;

  function update(stats) {
    const finished = stats.done + stats.failed + stats.duplicates;
    speed.textContent = stats.per_minute ? count(Math.round(stats.per_minute)) : texts.scan.measuring;
    left.textContent = stats.eta_s ? say(texts.scan.about, { time: approximateDuration(stats.eta_s) }) : texts.scan.unknown;
    meter.value = finished / Math.max(1, finished + stats.queued);
    done.textContent = say(texts.scan.done, { done: finished, count: finished + stats.queued });
  }

  function tick(verdict) {
    if (performance.now() - shownAt < TICK_MS) return;
    shownAt = performance.now();
    newest.replaceChildren(el('span', { class: 'name' }, trackTitle(verdict)), genreLabel(verdict.genre), el('span', { class: 'number' }, confidence(verdict.confidence)));
  }

  function showGenres(charts) {
    const all = Object.entries(charts.genres).slice(0, TOP_GENRES);
    found.hidden = all.length === 0;
    renderList(genres, all.map(([name, songs]) => [name, songs, all[0][1]]), genreRow);
  }

  return { element, update, tick, showGenres };
}
