// What other thresholds would change, before they are set.
import { post } from './api.js';
import { bar, count, el, percent, plural } from './dom.js';

/** One row: a share as it is and as it would be. */
function pair(name, now, then, attributes = {}) {
  return el('tr', {}, el('th', { scope: 'row' }, name),
    el('td', {}, bar(now, attributes), el('span', {}, percent(now))),
    el('td', {}, bar(then, attributes), el('span', {}, percent(then))));
}

function shares(forecast) {
  const total = ({ sure, unsure }) => Math.max(1, sure + unsure);
  const [now, then] = [total(forecast.now), total(forecast.then)];
  const positions = [...new Set([...Object.keys(forecast.now.stages), ...Object.keys(forecast.then.stages)])].sort();
  return [
    pair('sure', forecast.now.sure / now, forecast.then.sure / then),
    ...positions.map((position) => pair(`decided after stage ${position}`,
      (forecast.now.stages[position] ?? 0) / now, (forecast.then.stages[position] ?? 0) / then)),
    forecast.accuracy.tracks ? pair(`right, of ${plural(forecast.accuracy.tracks, 'corrected song')}`,
      forecast.accuracy.now / forecast.accuracy.tracks, forecast.accuracy.then / forecast.accuracy.tracks) : null,
  ];
}

function summary(forecast) {
  const owed = Object.values(forecast.owed).reduce((a, b) => a + b, 0);
  const changes = forecast.changed === 0
    ? `None of ${plural(forecast.tracks, 'verdict')} would change.`
    : `${count(forecast.changed)} of ${plural(forecast.tracks, 'verdict')} would change, ${count(forecast.flipped)} of them to another genre.`;
  return owed ? `${changes} ${plural(owed, 'song')} would have to be heard by a further stage first.` : changes;
}

/** Shows into an element what these numbers would change; false when the daemon does not say. */
export async function forecast(place, { threshold_1, threshold_2, sure }) {
  try {
    const answer = await post('/api/revote', { dry_run: true, thresholds: [threshold_1, threshold_2], sure });
    place.replaceChildren(el('p', {}, summary(answer)),
      answer.tracks ? el('table', { class: 'pairs' }, el('caption', { class: 'unseen' }, 'Verdicts now and then'),
        el('thead', {}, el('tr', {}, el('td'), el('th', { scope: 'col' }, 'now'), el('th', { scope: 'col' }, 'then'))),
        el('tbody', {}, shares(answer).filter(Boolean))) : '');
    return true;
  } catch (refused) {
    place.replaceChildren(el('p', { class: 'failure' }, refused.sentence ?? String(refused)));
    return false;
  }
}
