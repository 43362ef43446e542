// Shows what new thresholds would change before they are applied.
import { errorText, post } from './api.js';
import { bar, count, el, percent, plural } from './dom.js';

const pointsChanged = (now, then) => Math.round(100 * then) - Math.round(100 * now);

/** A table row: a share with the current and with the new thresholds. */
function comparison(name, now, then) {
  const points = pointsChanged(now, then);
  return el('tr', {}, el('th', { scope: 'row' }, name),
    el('td', {}, bar(now, { class: 'bar current' }), el('span', {}, percent(now))),
    el('td', {}, bar(then), el('span', {}, percent(then))),
    el('td', { class: 'change' }, points === 0 ? '' : `${points > 0 ? '+' : '−'}${Math.abs(points)}`));
}

/** How often the vote agrees with corrections or tags; empty if there are none. */
function agreement(label, people) {
  return people.tracks
    ? [comparison(label(plural(people.tracks, 'song')), people.now / people.tracks, people.then / people.tracks)] : [];
}

function comparisons({ now, then, accuracy, tagged }) {
  const total = ({ sure, unsure }) => Math.max(1, sure + unsure);
  const [totalNow, totalThen] = [total(now), total(then)];
  const positions = [...new Set([...Object.keys(now.stages), ...Object.keys(then.stages)])].sort();
  return [
    comparison('sure', now.sure / totalNow, then.sure / totalThen),
    ...positions.map((position) => comparison(`decided after stage ${position}`,
      (now.stages[position] ?? 0) / totalNow, (then.stages[position] ?? 0) / totalThen)),
    ...agreement((songs) => `right, of ${songs} you corrected`, accuracy),
    ...agreement((songs) => `as tagged, of ${songs}`, tagged),
  ];
}

function summary(preview) {
  const pending = Object.values(preview.owed).reduce((a, b) => a + b, 0);
  return [
    el('p', {}, preview.changed === 0
      ? `None of ${plural(preview.tracks, 'verdict')} would change.`
      : [el('b', {}, count(preview.changed)), ` of ${plural(preview.tracks, 'verdict')} would change, `,
        el('b', {}, count(preview.flipped)), ' of them to another genre.']),
    pending ? el('p', {}, el('b', {}, count(pending)), ` ${pending === 1 ? 'song' : 'songs'} must first be analysed by a further stage.`) : null,
  ];
}

/** Shows the effect of these thresholds in an element; false if the daemon returned an error. */
export async function previewThresholds(element, { thresholds, sure }) {
  try {
    const preview = await post('/api/revote', { dry_run: true, thresholds, sure });
    element.replaceChildren(...summary(preview).filter(Boolean),
      preview.tracks ? el('table', { class: 'comparison' }, el('caption', { class: 'visually-hidden' }, 'Verdicts with the current and the new thresholds'),
        el('thead', {}, el('tr', {}, el('td'), ...['current', 'new', 'change'].map((text) => el('th', { scope: 'col' }, text)))),
        el('tbody', {}, comparisons(preview))) : '');
    return true;
  } catch (error) {
    element.replaceChildren(el('p', { class: 'failure' }, errorText(error)));
    return false;
  }
}
