// What the stages say of a song, as a slip of paper that grows while they say it.
import { bar, confidence, duration, el, genre, hue, milliseconds, svg, title } from './dom.js';

const SHOWN = 3;
const BARS = 40;

const sorted = (scores) => Object.entries(scores).sort((a, b) => b[1] - a[1]);

function line([name, share]) {
  return el('li', {}, el('span', {}, name), bar(share, { '--hue': hue(name) }), el('b', {}, confidence(share)));
}

/** Which part of the song a stage analysed, where that is not the one its model names. */
const part = (it) => (it
  ? `from ${duration(it.from_s)}${it.channel ? `, channel ${it.channel} only` : ''}, ${Math.floor(it.sound_s)} s of sound` : null);

/** What a stage said: its most probable genres, the others on demand. */
function stage(result, weight, all) {
  const scores = sorted(all ?? result.scores ?? result.top ?? {});
  const facts = [result.model, part(result.part), weight === undefined ? null : `weight ${weight}`, milliseconds(result.ms)];
  return el('li', { class: 'stage' }, el('div', {},
    el('h3', {}, result.stage, el('small', {}, facts.filter(Boolean).join(' · '))),
    result.abstains
      ? el('p', { class: 'quiet' }, `abstains: ${result.abstains}`)
      : el('ol', { class: 'scores' }, scores.slice(0, SHOWN).map(line)),
    all && scores.length > SHOWN
      ? el('details', {}, el('summary', {}, `The other ${scores.length - SHOWN}`), el('ol', { class: 'scores' }, scores.slice(SHOWN).map(line)))
      : null));
}

function listening(name) {
  return el('li', { class: 'stage listening' }, el('div', {},
    el('h3', {}, name ? `${name} listens` : 'voting'),
    el('span', { class: 'wave', 'aria-hidden': 'true' }, [1, 2, 3, 4, 5, 6, 7].map(() => el('i')))));
}

/** The song's identity as a row of bars: the same song has the same one. */
function barcode(id) {
  let x = 0;
  const bars = [...id.replace(/^.*:/, '').slice(0, BARS)].map((digit) => {
    const value = parseInt(digit, 16);
    const rect = svg('rect', { x, y: 0, width: 1 + (value >> 2), height: 10 });
    x += 2 + (value >> 2) + (value & 3);
    return rect;
  });
  return svg('svg', { class: 'barcode', viewBox: `0 0 ${x} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, bars);
}

function total(verdict) {
  const note = verdict.overruled
    ? `corrected; the vote said ${verdict.overruled.genre}, ${confidence(verdict.overruled.confidence)}`
    : `${verdict.sure ? 'sure' : 'unsure'}${verdict.reason ? ` (${verdict.reason})` : ''}, after stage ${verdict.stage}`;
  return el('div', { class: 'total' },
    el('p', { class: 'winner' }, genre(verdict.genre), verdict.overruled ? null : el('b', {}, confidence(verdict.confidence))),
    el('p', {}, note),
    el('p', { class: 'quiet' }, `read in ${milliseconds(verdict.ms.decode)}, all in ${milliseconds(verdict.ms.total)}`),
    barcode(verdict.id));
}

function paper(file, seconds, heading, ...content) {
  return el('article', { class: 'slip' },
    heading ? el('h2', {}, heading) : null,
    el('p', { class: 'quiet' }, `${duration(seconds)} · ${file}`), ...content);
}

/**
 * A song with a verdict.
 *
 * @param heading above it; none: it has one of its own
 * @param said all that the stages said; none: what the vote keeps of it
 */
export function decided(verdict, heading, said = []) {
  const scores = Object.fromEntries(said.map((result) => [result.stage, result.scores]));
  const results = verdict.votes.map((vote) => stage(vote, vote.weight, scores[vote.stage]));
  return paper(verdict.file, verdict.duration_s, heading, el('ol', { class: 'stages' }, results), total(verdict));
}

/** A song that is being heard: its slip, which grows by hear(result) and ends by end(verdict). */
export function unfolding(song, stages) {
  const list = el('ol', { class: 'stages' });
  const element = paper(song.file, song.duration_s, title(song.file), list);
  let heard = 0;
  let next = listening(stages[0]);
  list.append(next);
  const hear = (result) => {
    heard++;
    next.before(stage(result));
    const after = listening(stages[heard]);
    next.replaceWith(after);
    next = after;
  };
  song.results.forEach(hear);
  const end = (verdict) => {
    next.remove();
    element.append(total(verdict));
  };
  return { song, element, hear, end };
}
