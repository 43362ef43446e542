// What other thresholds would change, before they are set.
import { post } from './api.js';
import { bar, count, el, percent, plural } from './dom.js';

const points = (now, then) => Math.round(100 * then) - Math.round(100 * now);

/** One row: a share as it is and as it would be. */
function pair(name, now, then) {
  const by = points(now, then);
  return el('tr', {}, el('th', { scope: 'row' }, name),
    el('td', {}, bar(now, { class: 'bar was' }), el('span', {}, percent(now))),
    el('td', {}, bar(then), el('span', {}, percent(then))),
    el('td', { class: 'by' }, by === 0 ? '' : `${by > 0 ? '+' : '−'}${Math.abs(by)}`));
}

/** How often the vote agrees with people; nothing where they have not said. */
function agreement(name, people) {
  return people.tracks ? [pair(name(plural(people.tracks, 'song')), people.now / people.tracks, people.then / people.tracks)] : [];
}

function shares(forecast) {
  const total = ({ sure, unsure }) => Math.max(1, sure + unsure);
  const [now, then] = [total(forecast.now), total(forecast.then)];
  const positions = [...new Set([...Object.keys(forecast.now.stages), ...Object.keys(forecast.then.stages)])].sort();
  return [
    pair('sure', forecast.now.sure / now, forecast.then.sure / then),
    ...positions.map((position) => pair(`decided after stage ${position}`,
      (forecast.now.stages[position] ?? 0) / now, (forecast.then.stages[position] ?? 0) / then)),
    ...agreement((songs) => `right, of ${songs} you corrected`, forecast.accuracy),
    ...agreement((songs) => `as tagged, of ${songs}`, forecast.tagged),
  ];
}

function summary(forecast) {
  const owed = Object.values(forecast.owed).reduce((a, b) => a + b, 0);
  return [
    el('p', {}, forecast.changed === 0
      ? `None of ${plural(forecast.tracks, 'verdict')} would change.`
      : [el('b', {}, count(forecast.changed)), ` of ${plural(forecast.tracks, 'verdict')} would change, `,
        el('b', {}, count(forecast.flipped)), ' of them to another genre.']),
    owed ? el('p', {}, el('b', {}, count(owed)), ` ${owed === 1 ? 'song' : 'songs'} would have to be heard by a further stage first.`) : null,
  ];
}

/** Shows into an element what these numbers would change; false when the daemon does not say. */
export async function forecast(place, { threshold_1, threshold_2, sure }) {
  try {
    const answer = await post('/api/revote', { dry_run: true, thresholds: [threshold_1, threshold_2], sure });
    place.replaceChildren(...summary(answer).filter(Boolean),
      answer.tracks ? el('table', { class: 'pairs' }, el('caption', { class: 'unseen' }, 'Verdicts now and then'),
        el('thead', {}, el('tr', {}, el('td'), ...['now', 'then', 'change'].map((word) => el('th', { scope: 'col' }, word)))),
        el('tbody', {}, shares(answer))) : '');
    return true;
  } catch (refused) {
    place.replaceChildren(el('p', { class: 'failure' }, refused.sentence ?? String(refused)));
    return false;
  }
}
