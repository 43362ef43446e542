// How the verdicts are spread.
import { get } from './api.js';
import { bar, count, el, genre, hue, percent, plural, ribbon, svg, threshold } from './dom.js';
import { calmly, on } from './events.js';

const PAUSE_MS = 2000;
const [WIDTH, HEIGHT, LEFT, FOOT, HEAD] = [520, 190, 40, 24, 8];

/** The next round number: an axis ends there. */
function round(most) {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return ten * [1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * ten >= most);
}

/**
 * Columns over an axis; the numbers are in a list for those who do not see them.
 *
 * @param ticks places from 0 to 1 with their words
 * @param mark a place from 0 to 1: the columns before it are paler
 */
function columns(values, name, ticks, table, mark = 0) {
  const top = round(Math.max(...values));
  const width = WIDTH - LEFT;
  const step = width / values.length;
  const y = (value) => HEAD + (HEIGHT - FOOT - HEAD) * (1 - value / top);
  const lines = [0, top / 2, top].map((value) => [
    svg('line', { x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value) }),
    svg('text', { x: LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' }, Number.isInteger(value) ? count(value) : '')]);
  const bars = values.map((value, i) => svg('rect', {
    x: LEFT + i * step + 1.5, width: step - 3, y: y(value), height: HEIGHT - FOOT - y(value), rx: 2.5,
    class: (i + 0.5) / values.length < mark ? 'pale' : null,
  }, svg('title', {}, table[i])));
  const words = ticks.map(([place, text]) => svg('text', {
    x: LEFT + place * width, y: HEIGHT - 5, 'text-anchor': place === 0 ? 'start' : place === 1 ? 'end' : 'middle',
  }, text));
  return el('figure', {},
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': name }, lines, bars, words),
    el('details', {}, el('summary', {}, 'In numbers'),
      el('ul', { class: 'numbers' }, table.filter((_, i) => values[i]).map((text) => el('li', {}, text)))));
}

function genres(charts) {
  const all = Object.entries(charts.genres);
  const most = Math.max(...all.map(([, songs]) => songs));
  return [ribbon(all.map(([name, songs]) => ({ share: songs, '--hue': hue(name) }))),
    el('ol', { class: 'shares' }, all.map(([name, songs]) => el('li', {},
      el('a', { href: `#history?genre=${encodeURIComponent(name)}` }, genre(name)), bar(songs / most, { '--hue': hue(name) }),
      el('span', { class: 'number' }, count(songs)), el('span', { class: 'number quiet' }, percent(songs / charts.tracks)))))];
}

/** One whole in its parts: [words, songs, where they are listed]. */
function parts(charts, list) {
  return [ribbon(list.map(([, songs], i) => ({ share: songs, '--part': i / list.length }))),
    el('ol', { class: 'legend' }, list.map(([words, songs, place], i) => el('li', {}, el('i', { '--part': i / list.length }),
      el('a', { href: place }, words), el('b', {}, percent(songs / charts.tracks)), el('span', { class: 'quiet' }, count(songs)))))];
}

const stages = (charts) => parts(charts, Object.entries(charts.stages)
  .map(([position, songs]) => [`stage ${position}`, songs, `#history?stage=${position}`]));

const sureness = (charts) => parts(charts,
  [['sure', charts.sure, '#history?sure=true'], ['unsure', charts.tracks - charts.sure, '#history?sure=false']]);

function confidence(charts, sure) {
  const table = charts.confidence.map((songs, i) => `${5 * i} to ${5 * i + 5} %: ${plural(songs, 'song')}`);
  return columns(charts.confidence, `Songs by confidence of the vote; sure from ${threshold(sure)}`,
    [[0, '0 %'], [0.25, '25'], [0.5, '50'], [0.75, '75'], [1, '100 %']], table, sure);
}

function hours(charts) {
  const all = charts.hours.length;
  const clock = (ago) => new Date(Date.now() - ago * 3_600_000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const table = charts.hours.map((songs, i) => `${clock(all - i)} to ${clock(all - i - 1)}: ${plural(songs, 'song')}`);
  return columns(charts.hours, 'Songs heard in each of the last 24 hours',
    [[0, clock(all)], [0.25, clock(18)], [0.5, clock(12)], [0.75, clock(6)], [1, 'now']], table);
}

function panel(heading, words, content, attributes = {}) {
  return el('section', { class: 'panel', ...attributes }, el('h2', {}, heading), el('p', { class: 'quiet' }, words), content);
}

export function show(main) {
  const panels = el('div', { class: 'charts' });
  main.replaceChildren(el('h1', {}, 'Charts'), panels);

  async function load() {
    const [charts, settings] = await Promise.all([get('/api/charts'), get('/api/settings')]);
    const open = [...panels.querySelectorAll('details')].map((details) => details.open);
    const focus = [...panels.querySelectorAll('a, summary')].indexOf(document.activeElement);
    if (charts.tracks === 0) {
      panels.replaceChildren(el('p', { class: 'empty' }, 'Charts grow with the first songs.'));
      return;
    }
    panels.replaceChildren(
      panel('Decided after', 'The vote ends as soon as it is clear', stages(charts), { class: 'panel half' }),
      panel('Sureness', `Sure from ${threshold(settings.sure)} confidence`, sureness(charts), { class: 'panel half' }),
      panel('Genres', `${plural(charts.tracks, 'song')} with a verdict`, genres(charts), { class: 'panel tall' }),
      panel('Confidence', 'Of the vote, whatever people say; paler where it is unsure', confidence(charts, settings.sure)),
      panel('Throughput', 'Songs heard in each hour of the last day', hours(charts)));
    panels.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? false; });
    panels.querySelectorAll('a, summary')[focus]?.focus({ preventScroll: true });
  }

  const [again, rest] = calmly(() => load().catch((refused) =>
    panels.replaceChildren(el('p', { class: 'failure' }, refused.sentence ?? String(refused)))), PAUSE_MS);
  again();
  const ends = [on('verdict', again), on('revised', again)];
  return () => { rest(); ends.forEach((end) => end()); };
}
