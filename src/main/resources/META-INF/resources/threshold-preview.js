// Shows what new thresholds would change before they are applied.
import { errorText, post } from './api.js';
import { bar, count, el, percent } from './dom.js';
import { parts, say, texts } from './texts.js';

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
function agreement(text, people) {
  return people.tracks
    ? [comparison(say(text, { count: people.tracks }), people.now / people.tracks, people.then / people.tracks)] : [];
}

function comparisons({ now, then, accuracy, tagged }) {
  const total = ({ sure, unsure }) => Math.max(1, sure + unsure);
  const [totalNow, totalThen] = [total(now), total(then)];
  const positions = [...new Set([...Object.keys(now.stages), ...Object.keys(then.stages)])].sort();
  return [
    comparison(texts.preview.sure, now.sure / totalNow, then.sure / totalThen),
    ...positions.map((position) => comparison(say(texts.preview.stage, { stage: position }),
      (now.stages[position] ?? 0) / totalNow, (then.stages[position] ?? 0) / totalThen)),
    ...agreement(texts.preview.right, accuracy),
    ...agreement(texts.preview.tagged, tagged),
  ];
}

function summary(preview) {
  const pending = Object.values(preview.owed).reduce((a, b) => a + b, 0);
  const bold = (number) => el('b', {}, count(number));
  return [
    el('p', {}, preview.changed === 0 ? say(texts.preview.none, { count: preview.tracks })
      : parts(texts.preview.some, { changed: bold(preview.changed), count: preview.tracks, flipped: bold(preview.flipped) })),
    pending ? el('p', {}, parts(texts.preview.pending, { number: bold(pending), count: pending })) : null,
  ];
}

/** Shows the effect of these thresholds in an element; false if the daemon returned an error. */
export async function previewThresholds(element, { thresholds, sure }) {
  try {
    const preview = await post('/api/revote', { dry_run: true, thresholds, sure });
    element.replaceChildren(...summary(preview).filter(Boolean),
      preview.tracks ? el('table', { class: 'comparison' }, el('caption', { class: 'visually-hidden' }, texts.preview.caption),
        el('thead', {}, el('tr', {}, el('td'), Object.values(texts.preview.columns).map((text) => el('th', { scope: 'col' }, text)))),
        el('tbody', {}, comparisons(preview))) : '');
    return true;
  } catch (error) {
    element.replaceChildren(el('p', { class: 'failure' }, errorText(error)));
    return false;
  }
}
