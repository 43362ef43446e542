// What the stages said of a song, as a slip of paper.
import { bar, duration, el, genre, hue, milliseconds, percent, title } from './dom.js';

const SHOWN = 3;

/** A stage's most probable genres, whether they come as all scores or as the top of a vote. */
function top(result) {
  return Object.entries(result.top ?? result.scores ?? {}).sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
}

function line([name, share]) {
  return el('li', {}, el('span', {}, name), bar(share, { '--hue': hue(name) }), el('b', {}, percent(share)));
}

function stage(result, weight) {
  const heading = el('h3', {}, result.stage,
    el('small', {}, [result.model, weight === undefined ? null : `weight ${weight}`, milliseconds(result.ms)]
      .filter(Boolean).join(' · ')));
  const said = result.abstains
    ? el('p', { class: 'quiet' }, `abstains: ${result.abstains}`)
    : el('ol', { class: 'scores' }, top(result).map(line));
  return el('li', { class: 'stage' }, heading, said);
}

function total(verdict) {
  const note = verdict.overruled
    ? `corrected; the vote said ${verdict.overruled.genre}, ${percent(verdict.overruled.confidence)}`
    : `${verdict.sure ? 'sure' : 'unsure'}, after stage ${verdict.stage}`;
  return el('div', { class: 'total' },
    el('p', { class: 'winner' }, genre(verdict.genre)),
    el('p', {}, verdict.overruled ? null : el('b', {}, percent(verdict.confidence)), ` ${note}`),
    el('p', { class: 'quiet' }, `read in ${milliseconds(verdict.ms.decode)}, all in ${milliseconds(verdict.ms.total)}`));
}

function slip(file, seconds, heading, ...content) {
  return el('article', { class: 'slip' },
    heading ? el('h2', {}, heading === true ? title(file) : heading) : null,
    el('p', { class: 'quiet' }, `${duration(seconds)} · ${file}`), ...content);
}

/** A song with a verdict. */
export function decided(verdict, heading) {
  const results = verdict.votes.map((vote) => stage(vote, vote.weight));
  return slip(verdict.file, verdict.duration_s, heading, el('ol', { class: 'stages' }, results), total(verdict));
}

/** A song that is being heard. */
export function unfolding(song, heading) {
  const results = song.results.map((result) => stage(result));
  const next = el('li', { class: 'stage listening' }, el('h3', {}, 'listening'),
    el('span', { class: 'wave', 'aria-hidden': 'true' }, [1, 2, 3, 4, 5].map(() => el('i'))));
  const slipped = slip(song.file, song.duration_s, heading, el('ol', { class: 'stages' }, results, next));
  slipped.classList.add('open');
  return slipped;
}
