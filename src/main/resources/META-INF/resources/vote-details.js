// How the stages voted on a song, live while they do.
import { bar, confidence, duration, el, fileTitle, genreLabel, colour, milliseconds, svg } from './dom.js';
import { list, say, texts } from './texts.js';

const TOP_SCORES = 3;
const BARCODE_BARS = 40;

const byScore = (scores) => Object.entries(scores).sort((a, b) => b[1] - a[1]);

function scoreRow([name, share]) {
  return el('li', {}, el('span', {}, name), bar(share, { '--colour': colour(name) }), el('b', {}, confidence(share)));
}

/** The excerpt that a stage analysed, if it is not the one that its model defines. */
const excerpt = (part) => (part
  ? list(say(texts.vote.from, { time: duration(part.from_s) }), part.channel ? say(texts.vote.channel, { channel: part.channel }) : null,
    say(texts.vote.length, { seconds: Math.floor(part.sound_s) })) : null);

/** A stage's result: its most probable genres; the others can be expanded if allScores is given. */
function stageResult(result, weight, allScores) {
  const scores = byScore(allScores ?? result.scores ?? result.top ?? {});
  const details = [result.model, excerpt(result.part), weight === undefined ? null : say(texts.vote.weight, { weight }), milliseconds(result.ms)];
  return el('li', { class: 'stage' }, el('div', {},
    el('h3', {}, result.stage, el('small', {}, details.filter(Boolean).join(' · '))),
    result.abstains
      ? el('p', { class: 'muted' }, say(texts.vote.abstained, { reason: result.abstains }))
      : el('ol', { class: 'scores' }, scores.slice(0, TOP_SCORES).map(scoreRow)),
    allScores && scores.length > TOP_SCORES
      ? el('details', {}, el('summary', {}, say(texts.vote.more, { count: scores.length - TOP_SCORES })), el('ol', { class: 'scores' }, scores.slice(TOP_SCORES).map(scoreRow)))
      : null));
}

/** What happens next: a stage analyses the song, or, after the last one, the vote is counted. */
function pendingStage(name) {
  return el('li', { class: 'stage analysing' }, el('div', {},
    el('h3', {}, name ? say(texts.vote.analysing, { stage: name }) : texts.vote.voting),
    el('span', { class: 'activity', 'aria-hidden': 'true' }, [1, 2, 3, 4, 5, 6, 7].map(() => el('i')))));
}

/** The song's ID as a barcode. */
function barcode(id) {
  let x = 0;
  const bars = [...id.replace(/^.*:/, '').slice(0, BARCODE_BARS)].map((digit) => {
    const value = parseInt(digit, 16);
    const rect = svg('rect', { x, y: 0, width: 1 + (value >> 2), height: 10 });
    x += 2 + (value >> 2) + (value & 3);
    return rect;
  });
  return svg('svg', { class: 'barcode', viewBox: `0 0 ${x} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, bars);
}

/** How sure the vote was, or how it was corrected. */
function note({ overruled, sure, reason, stage }) {
  if (overruled) return say(texts.vote.corrected, { genre: overruled.genre, confidence: confidence(overruled.confidence) });
  if (sure) return say(texts.vote.sure, { stage });
  return reason ? say(texts.vote.unsureBecause, { reason, stage }) : say(texts.vote.unsure, { stage });
}

function verdictSummary(verdict) {
  return el('div', { class: 'total' },
    el('p', { class: 'winner' }, genreLabel(verdict.genre), verdict.overruled ? null : el('b', {}, confidence(verdict.confidence))),
    el('p', {}, note(verdict)),
    el('p', { class: 'muted' }, say(texts.vote.times, { decode: milliseconds(verdict.ms.decode), total: milliseconds(verdict.ms.total) })),
    barcode(verdict.id));
}

function card(file, seconds, heading, ...content) {
  return el('article', { class: 'vote-details' },
    heading ? el('h2', {}, heading) : null,
    el('p', { class: 'muted' }, `${duration(seconds)} · ${file}`), ...content);
}

/**
 * The vote on a classified song.
 *
 * @param heading shown above it; null for none
 * @param stageResults all scores of each stage; without them, only the top scores of the verdict are shown
 */
export function voteDetails(verdict, heading, stageResults = []) {
  const scores = Object.fromEntries(stageResults.map((result) => [result.stage, result.scores]));
  const votes = verdict.votes.map((vote) => stageResult(vote, vote.weight, scores[vote.stage]));
  return card(verdict.file, verdict.duration_s, heading, el('ol', { class: 'stages' }, votes), verdictSummary(verdict));
}

/** The vote on a song being analysed: addResult appends a stage's result, finish shows the verdict. */
export function liveVoteDetails(song, stages) {
  const list = el('ol', { class: 'stages' });
  const element = card(song.file, song.duration_s, fileTitle(song.file), list);
  let results = 0;
  let pending = pendingStage(stages[0]);
  list.append(pending);
  const addResult = (result) => {
    results++;
    pending.before(stageResult(result));
    const next = pendingStage(stages[results]);
    pending.replaceWith(next);
    pending = next;
  };
  song.results.forEach(addResult);
  const finish = (verdict) => {
    pending.remove();
    element.append(verdictSummary(verdict));
  };
  return { song, element, addResult, finish };
}
