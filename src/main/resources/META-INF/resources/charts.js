// The view "Charts": how the verdicts are distributed.
import { errorText, get } from './api.js';
import { bar, count, el, genreLabel, colour, loading, percent, stackedBar, svg, threshold } from './dom.js';
import { on, throttle } from './events.js';
import { timeOfDay } from './language.js';
import { say, texts } from './texts.js';

const RELOAD_INTERVAL_MS = 2000;
const [WIDTH, HEIGHT, MARGIN_LEFT, MARGIN_BOTTOM, MARGIN_TOP] = [520, 190, 40, 24, 8];

/** The top of an axis: the next round number. */
function axisMaximum(highest) {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return magnitude * [1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * magnitude >= highest);
}

/**
 * A histogram with a table of its values.
 *
 * @param ranges what each column covers, as text
 * @param ticks positions from 0 to 1 with their labels
 * @param sureFrom a position from 0 to 1: columns below it are paler
 */
function histogram(values, name, rangeHeading, ranges, ticks, sureFrom = 0) {
  const maximum = axisMaximum(Math.max(...values));
  const width = WIDTH - MARGIN_LEFT;
  const step = width / values.length;
  const y = (value) => MARGIN_TOP + (HEIGHT - MARGIN_BOTTOM - MARGIN_TOP) * (1 - value / maximum);
  const gridLines = [0, maximum / 2, maximum].map((value) => [
    svg('line', { x1: MARGIN_LEFT, x2: WIDTH, y1: y(value), y2: y(value) }),
    svg('text', { x: MARGIN_LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' }, Number.isInteger(value) ? count(value) : '')]);
  const columns = values.map((value, i) => svg('rect', {
    x: MARGIN_LEFT + i * step + 1.5, width: step - 3, y: y(value), height: HEIGHT - MARGIN_BOTTOM - y(value), rx: 2.5,
    class: (i + 0.5) / values.length < sureFrom ? 'unsure' : null,
  }, svg('title', {}, say(texts.charts.column, { range: ranges[i], count: value }))));
  const labels = ticks.map(([position, text]) => svg('text', {
    class: position % 0.5 ? 'between' : null, x: MARGIN_LEFT + position * width, y: HEIGHT - 5, 'text-anchor': position === 0 ? 'start' : position === 1 ? 'end' : 'middle',
  }, text));
  const rows = values.map((value, i) => (value
    ? el('tr', {}, el('th', { scope: 'row' }, ranges[i]), el('td', { class: 'number' }, count(value))) : null));
  return el('figure', {},
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': name }, gridLines, columns, labels),
    el('details', {}, el('summary', {}, texts.charts.table),
      el('table', { class: 'values' }, el('caption', { class: 'visually-hidden' }, name),
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, rangeHeading), el('th', { scope: 'col', class: 'number' }, texts.charts.songs))),
        el('tbody', {}, rows))));
}

function genres(charts) {
  const all = Object.entries(charts.genres);
  const most = Math.max(...all.map(([, songs]) => songs));
  return [stackedBar(all.map(([name, songs]) => ({ share: songs, '--colour': colour(name) }))),
    el('ol', { class: 'shares' }, all.map(([name, songs]) => el('li', {},
      el('a', { href: `#history?genre=${encodeURIComponent(name)}` }, genreLabel(name)), bar(songs / most, { '--colour': colour(name) }),
      el('span', { class: 'number' }, count(songs)), el('span', { class: 'number muted' }, percent(songs / charts.tracks)))))];
}

/** A stacked bar with a legend; each part is [label, songs, link to their list]. */
function parts(charts, list) {
  return [stackedBar(list.map(([, songs], i) => ({ share: songs, '--part': i / list.length }))),
    el('ol', { class: 'legend' }, list.map(([label, songs, href], i) => el('li', {}, el('i', { '--part': i / list.length }),
      el('a', { href }, label), el('b', {}, percent(songs / charts.tracks)), el('span', { class: 'muted' }, count(songs)))))];
}

const stages = (charts) => parts(charts, Object.entries(charts.stages)
  .map(([position, songs]) => [say(texts.charts.stage, { stage: position }), songs, `#history?stage=${position}`]));

const certainty = (charts) => parts(charts,
  [[texts.charts.sure, charts.sure, '#history?sure=true'], [texts.charts.unsure, charts.tracks - charts.sure, '#history?sure=false']]);

function confidence(charts, sureFrom) {
  const ranges = charts.confidence.map((_, i) => say(texts.charts.range, { from: String(5 * i), to: percent((5 * i + 5) / 100) }));
  return histogram(charts.confidence, say(texts.charts.confidenceName, { threshold: threshold(sureFrom) }), texts.charts.confidence, ranges,
    [[0, percent(0)], [0.25, '25'], [0.5, '50'], [0.75, '75'], [1, percent(1)]], sureFrom);
}

function throughput(charts) {
  const hours = charts.hours.length;
  const clock = (hoursAgo) => timeOfDay(new Date(Date.now() - hoursAgo * 3_600_000));
  const ranges = charts.hours.map((_, i) => say(texts.charts.range, { from: clock(hours - i), to: clock(hours - i - 1) }));
  return histogram(charts.hours, texts.charts.throughputName, texts.charts.time, ranges,
    [[0, clock(hours)], [0.25, clock(18)], [0.5, clock(12)], [0.75, clock(6)], [1, texts.charts.now]]);
}

function panel(heading, description, content, attributes = {}) {
  return el('section', { class: 'panel', ...attributes }, el('h2', {}, heading), el('p', { class: 'muted' }, description), content);
}

export function show(main) {
  const panels = el('div', { class: 'charts' }, loading());
  main.replaceChildren(el('h1', {}, texts.views.charts), panels);

  async function load() {
    const [charts, settings] = await Promise.all([get('/api/charts'), get('/api/settings')]);
    const open = [...panels.querySelectorAll('details')].map((details) => details.open);
    const focus = [...panels.querySelectorAll('a, summary')].indexOf(document.activeElement);
    if (charts.tracks === 0) {
      panels.replaceChildren(el('p', { class: 'empty' }, texts.charts.empty));
      return;
    }
    panels.replaceChildren(
      panel(texts.charts.stages, texts.charts.stagesHow, stages(charts), { class: 'panel half' }),
      panel(texts.charts.certainty, say(texts.charts.certaintyHow, { threshold: threshold(settings.sure) }), certainty(charts), { class: 'panel half' }),
      panel(texts.charts.genres, say(texts.charts.genresHow, { count: charts.tracks }), genres(charts), { class: 'panel tall' }),
      panel(texts.charts.confidence, texts.charts.confidenceHow, confidence(charts, settings.sure)),
      panel(texts.charts.throughput, texts.charts.throughputHow, throughput(charts)));
    panels.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? false; });
    panels.querySelectorAll('a, summary')[focus]?.focus({ preventScroll: true });
  }

  const [reload, cancelReload] = throttle(() => load().catch((error) =>
    panels.replaceChildren(el('p', { class: 'failure' }, errorText(error)))), RELOAD_INTERVAL_MS);
  reload();
  const subscriptions = [on('verdict', reload), on('revised', reload)];
  return () => { cancelReload(); subscriptions.forEach((unsubscribe) => unsubscribe()); };
}
