// The view "Now": songs being analysed, counts, queue and latest songs.
import { errorText, get } from './api.js';
import { STATE_LABELS, approximateDuration, bar, confidence, count, el, genreLabel, colour, plural, renderList, setChildren, stackedBar, timestamp, trackLink, trackTitle } from './dom.js';
import { current, on, throttle } from './events.js';
import { defaultModelsCard } from './default-models-card.js';
import { sortingCard } from './sorting-card.js';
import { liveVoteDetails, voteDetails } from './vote-details.js';

const LATEST_ROWS = 8;
const MAX_IN_PROGRESS = 2;
const RELOAD_INTERVAL_MS = 700;

const rate = (number) => (number >= 10 ? count(Math.round(number)) : (number ?? 0).toFixed(1).replace(/\.0$/, ''));

const COUNTS = [
  ['classified', (s) => count(s.done), '#history?state=done'],
  ['failed', (s) => count(s.failed), '#history?state=failed'],
  ['duplicates', (s) => count(s.duplicates), '#history?state=duplicate'],
  ['queued', (s) => count(s.queued), '#history?state=queued'],
  ['songs per minute', (s) => rate(s.per_minute), '#charts'],
];

function statistics() {
  const values = COUNTS.map(() => el('dd', {}, '–'));
  const unsure = el('a', { href: '#history?sure=false' });
  const element = el('dl', { class: 'counts' }, COUNTS.map(([name, , href], i) =>
    el('div', {}, el('dt', {}, el('a', { href }, name), i === 0 ? unsure : null), values[i])));
  return { element, update: (stats) => {
    COUNTS.forEach(([, value], i) => { values[i].textContent = value(stats); });
    unsure.textContent = `${count(stats.unsure)} of them unsure`;
    unsure.hidden = !stats.unsure;
  } };
}

function outcome(track) {
  if (track.genre && track.state !== 'failed') {
    return [genreLabel(track.genre), bar(track.confidence, { '--colour': colour(track.genre) }),
      el('b', { class: 'number' }, confidence(track.confidence), track.sure ? null : el('small', {}, ' unsure'))];
  }
  const text = [track.reason ?? STATE_LABELS[track.state], track.mend].filter(Boolean).join(': ');
  return [el('span', { class: track.state === 'failed' ? 'reason failure' : 'reason muted' }, text)];
}

function row(track) {
  const name = trackTitle(track);
  return el('li', {}, el('span', { class: 'name' }, track.id ? trackLink(track.id, name) : name, el('small', {}, track.artist)),
    outcome(track), el('time', { class: 'muted' }, timestamp(track.at)));
}

/** How many files each rule ignores because of their names. */
function ignoredFiles({ inbox, library }) {
  const total = (rules) => rules.reduce((sum, rule) => sum + rule.count, 0);
  const line = ({ rule, count: number, examples }, source) => el('li', { title: examples.join('\n') },
    `${count(number)} in the ${source}: ${rule}, for example `, el('code', {}, examples[0].replace(/^.*\//, '')));
  return el('details', { class: 'ignored muted' },
    el('summary', {}, `${plural(total(inbox) + total(library), 'file or folder', 'files and folders')} ignored by name`),
    el('ul', {}, inbox.map((rule) => line(rule, 'inbox')), library.map((rule) => line(rule, 'library'))));
}

function genreSummary(charts) {
  const all = Object.entries(charts.genres);
  return charts.tracks === 0 ? el('span') : el('a', { class: 'genre-summary', href: '#charts' },
    stackedBar(all.map(([name, songs]) => ({ share: songs, '--colour': colour(name) }))),
    el('span', { class: 'muted' }, `Most common: ${all.slice(0, 3).map(([name]) => name).join(', ')}`));
}

export function show(main) {
  const heading = el('h1', {}, 'Now');
  const votes = el('div', { class: 'vote-list' });
  const queue = el('p', { class: 'muted' });
  const counts = statistics();
  const genres = el('p', {});
  const latest = el('ol', { class: 'latest' });
  const ignored = el('div', {});
  const sorting = sortingCard();
  const defaultModels = defaultModelsCard();
  const inProgress = new Map();
  let stages = [];
  let lastVote = null;

  function showVotes() {
    for (const [path, vote] of inProgress) if (current.songs.get(path) !== vote.song) inProgress.delete(path);
    for (const [path, song] of current.songs) if (!inProgress.has(path)) inProgress.set(path, liveVoteDetails(song, stages));
    const elements = [...inProgress.values()].slice(0, MAX_IN_PROGRESS).map((vote) => vote.element);
    if (lastVote) elements.push(lastVote);
    setChildren(votes, elements.length ? elements : [el('p', { class: 'empty' }, 'No songs yet. Drop one anywhere on this page, or copy it into the inbox.')]);
    votes.classList.toggle('paper-slot', elements.length > 0);
  }

  function showState() {
    const { stats, health } = current;
    if (health) heading.textContent = health.state === 'paused' ? 'Paused' : inProgress.size ? 'Analysing' : 'Up to date';
    const parallel = inProgress.size > MAX_IN_PROGRESS ? `, ${plural(inProgress.size, 'song')} at a time` : '';
    queue.textContent = stats?.queued
      ? `${count(stats.queued)} queued${stats.eta_s ? `, about ${approximateDuration(stats.eta_s)} left` : ''}${parallel}`
      : lastVote ? 'Latest verdict' : '';
    if (stats) counts.update(stats);
  }

  async function loadLists() {
    const [page, charts, ignoredNames] = await Promise.all(
      [get(`/api/tracks?limit=${LATEST_ROWS}`), get('/api/charts'), get('/api/ignored'), sorting.load(), defaultModels.load()]);
    renderList(latest, page.tracks, row);
    renderList(genres, [charts], genreSummary);
    renderList(ignored, ignoredNames.inbox.length + ignoredNames.library.length ? [ignoredNames] : [], ignoredFiles);
    return page.tracks;
  }

  /** Loads the lists and the newest verdict from before the page was opened. */
  async function loadInitial() {
    const [tracks, settings] = await Promise.all([loadLists(), get('/api/settings')]);
    ({ stages } = settings);
    const newest = tracks.find((track) => track.genre && track.id);
    const verdict = newest && !lastVote ? (await get(`/api/tracks/${newest.id}`)).verdict : null;
    if (verdict) lastVote ??= voteDetails(verdict, trackTitle(newest));
    showVotes();
    showState();
  }

  const showError = (error) => queue.replaceChildren(errorText(error));
  main.replaceChildren(
    el('div', { class: 'now' },
      el('section', {}, heading, queue, votes),
      el('section', {}, defaultModels.element, sorting.element, counts.element, genres,
        el('div', { class: 'heading-row' }, el('h2', {}, 'Latest'), el('a', { href: '#history' }, 'All songs')), latest, ignored)));
  showState();
  loadInitial().catch(showError);

  const [reload, cancelReload] = throttle(() => loadLists().catch(showError), RELOAD_INTERVAL_MS);
  const refresh = () => { showVotes(); showState(); };
  const subscriptions = ['opened', 'left', 'failed', 'duplicate'].map((name) => on(name, refresh));
  subscriptions.push(on('heard', ({ path, result }) => { inProgress.get(path)?.addResult(result); }));
  subscriptions.push(on('verdict', (verdict) => {
    const vote = inProgress.get(verdict.path);
    vote?.finish(verdict);
    lastVote = vote?.element ?? voteDetails(verdict, trackTitle(verdict));
    refresh();
  }));
  for (const name of ['queued', 'opened', 'verdict', 'failed', 'duplicate', 'revised']) subscriptions.push(on(name, reload));
  for (const name of ['stats', 'health']) subscriptions.push(on(name, showState));
  return () => { cancelReload(); subscriptions.forEach((unsubscribe) => unsubscribe()); };
}
