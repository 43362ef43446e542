// How the verdicts are spread.
import { get } from './api.js';
import { bar, count, el, genre, hue, percent, plural, svg } from './dom.js';
import { on } from './live.js';

const CALM_MS = 2000;
const [WIDTH, HEIGHT, FOOT, HEAD] = [480, 180, 22, 16];

/** Columns over an axis; the numbers are in a table for those who do not see it. */
function columns(values, name, ticks, table) {
  const most = Math.max(1, ...values);
  const step = WIDTH / values.length;
  const tall = (value) => (value / most) * (HEIGHT - FOOT - HEAD);
  const bars = values.map((value, i) => svg('rect', {
    x: i * step + 1.5, width: step - 3, y: HEIGHT - FOOT - tall(value), height: tall(value), rx: 2,
  }, svg('title', {}, table[i])));
  const marks = ticks.map(([place, text]) => svg('text', {
    x: place * WIDTH, y: HEIGHT - 5, 'text-anchor': place === 0 ? 'start' : place === 1 ? 'end' : 'middle',
  }, text));
  const top = values.indexOf(most);
  const peak = top < 0 ? null : svg('text', {
    x: Math.min(WIDTH - 4, Math.max(4, (top + 0.5) * step)), y: HEAD - 4,
    'text-anchor': top < 2 ? 'start' : top > values.length - 3 ? 'end' : 'middle',
  }, count(most));
  return el('figure', {},
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': name },
      svg('line', { x1: 0, x2: WIDTH, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT }), bars, marks, peak ?? ''),
    el('details', {}, el('summary', {}, 'In numbers'),
      el('ul', { class: 'numbers' }, table.filter((_, i) => values[i]).map((text) => el('li', {}, text)))));
}

function share(label, songs, most, all, attributes = {}) {
  return el('li', {}, el('span', {}, label), bar(songs / most, attributes),
    el('span', { class: 'number' }, count(songs)), el('span', { class: 'number quiet' }, percent(songs / all)));
}

function genres(charts) {
  const all = Object.entries(charts.genres);
  const most = Math.max(...all.map(([, songs]) => songs));
  return el('ol', { class: 'shares' }, all.map(([name, songs]) =>
    share(el('a', { href: `#history?genre=${encodeURIComponent(name)}` }, genre(name)), songs, most, charts.tracks, { '--hue': hue(name) })));
}

function stages(charts) {
  return el('ol', { class: 'shares' }, Object.entries(charts.stages).map(([position, songs]) =>
    share(el('a', { href: `#history?stage=${position}` }, `after stage ${position}`), songs, charts.tracks, charts.tracks)),
  share(el('a', { href: '#history?sure=true' }, 'sure'), charts.sure, charts.tracks, charts.tracks));
}

function confidence(charts) {
  const table = charts.confidence.map((songs, i) => `${5 * i} to ${5 * i + 5} %: ${plural(songs, 'song')}`);
  return columns(charts.confidence, 'Songs by confidence of the vote',
    [[0, '0 %'], [0.25, '25'], [0.5, '50'], [0.75, '75'], [1, '100 %']], table);
}

function hours(charts) {
  const table = charts.hours.map((songs, i) => {
    const ago = charts.hours.length - i;
    return `${ago === 1 ? 'the last hour' : `${ago} hours ago`}: ${plural(songs, 'song')}`;
  });
  return columns(charts.hours, 'Songs heard in each of the last 24 hours',
    [[0, '24 h ago'], [0.5, '12 h'], [1, 'now']], table);
}

function panel(heading, words, content) {
  return el('section', { class: 'panel' }, el('h2', {}, heading), el('p', { class: 'quiet' }, words), content);
}

export function show(main) {
  const panels = el('div', { class: 'panels' });
  main.replaceChildren(el('h1', {}, 'Charts'), panels);

  async function load() {
    const charts = await get('/api/charts');
    const open = [...panels.querySelectorAll('details')].map((details) => details.open);
    if (charts.tracks === 0) {
      panels.replaceChildren(el('p', { class: 'empty' }, 'Charts grow with the first songs.'));
      return;
    }
    panels.replaceChildren(
      panel('Genres', `${plural(charts.tracks, 'song')} with a verdict`, genres(charts)),
      panel('Decided by', 'The vote ends as soon as it is clear', stages(charts)),
      panel('Confidence', 'Of the vote, whatever people say', confidence(charts)),
      panel('Songs an hour', 'Heard during the last day', hours(charts)));
    panels.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? false; });
  }

  const asking = () => load().catch((refused) => panels.replaceChildren(el('p', { class: 'failure' }, refused.sentence ?? String(refused))));
  let waiting = null;
  const soon = () => { waiting ??= setTimeout(() => { waiting = null; asking(); }, CALM_MS); };
  asking();
  const ends = [on('verdict', soon), on('revised', soon)];
  return () => { clearTimeout(waiting); ends.forEach((end) => end()); };
}
