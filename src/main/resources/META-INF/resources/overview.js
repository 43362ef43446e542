// The view "Now": songs being analysed, counts, queue and latest songs.
import { errorText, get } from './api.js';
import { approximateDuration, bar, confidence, count, el, genreLabel, colour, loading, renderList, setChildren, stackedBar, timestamp, trackLink, trackTitle } from './dom.js';
import { current, isBusy, on, throttle } from './events.js';
import { defaultModelsCard } from './default-models-card.js';
import { decimal } from './language.js';
import { isLong, scanSummary } from './scan.js';
import { sortingCard } from './sorting-card.js';
import { list, parts, say, texts } from './texts.js';
import { liveVoteDetails, voteDetails } from './vote-details.js';

const LATEST_ROWS = 8;
const MAX_IN_PROGRESS = 2;
const RELOAD_INTERVAL_MS = 700;
const BUSY_RELOAD_INTERVAL_MS = 3000;
const CALM_CHECK_MS = 1000;
const CONNECTING_MS = 1000;

const rate = (number) => (number >= 10 ? count(Math.round(number)) : decimal(number ?? 0, 0, 1));

const COUNTS = [
  [texts.now.counts.done, (s) => count(s.done), '#history?state=done'],
  [texts.now.counts.failed, (s) => count(s.failed), '#history?state=failed'],
  [texts.now.counts.duplicates, (s) => count(s.duplicates), '#history?state=duplicate'],
  [texts.now.counts.queued, (s) => count(s.queued), '#history?state=queued'],
  [texts.now.counts.pace, (s) => rate(s.per_minute), '#charts'],
];

function statistics() {
  const values = COUNTS.map(() => el('dd', {}, '–'));
  const unsure = el('a', { href: '#history?sure=false' });
  const element = el('dl', { class: 'counts' }, COUNTS.map(([name, , href], i) =>
    el('div', {}, el('dt', {}, el('a', { href }, name), i === 0 ? unsure : null), values[i])));
  return { element, update: (stats) => {
    COUNTS.forEach(([, value], i) => { values[i].textContent = value(stats); });
    unsure.textContent = say(texts.now.unsure, { count: stats.unsure });
    unsure.hidden = !stats.unsure;
  } };
}

function outcome(track) {
  if (track.genre && track.state !== 'failed') {
    return [genreLabel(track.genre), bar(track.confidence, { '--colour': colour(track.genre) }),
      el('b', { class: 'number' }, confidence(track.confidence), track.sure ? null : el('small', {}, ` ${texts.page.unsure}`))];
  }
  const problem = track.reason ?? texts.page.states[track.state];
  const text = track.mend ? say(texts.page.remedy, { problem, remedy: track.mend }) : problem;
  return [el('span', { class: track.state === 'failed' ? 'reason failure' : 'reason muted' }, text)];
}

function row(track) {
  const name = trackTitle(track);
  return el('li', {}, el('span', { class: 'name' }, track.id ? trackLink(track.id, name) : name, el('small', {}, track.artist)),
    outcome(track), el('time', { class: 'muted' }, timestamp(track.at)));
}

/** How the inbox is watched, and how soon changes are noticed; empty if that is not known. */
function watching(health) {
  const { watcher, watcher_proof: proof, watcher_note: reason, event_delay_ms: ms } = health ?? {};
  if (watcher === 'poll') return say(texts.now.polled, { reason });
  if (watcher !== 'inotify') return '';
  if (proof === 'unproven') return say(texts.now.unproven, { reason });
  if (reason) return say(texts.now.partlyPolled, { reason });
  return proof === 'proven' ? say(texts.now.proven, { ms }) : '';
}

/** How many files each rule ignores because of their names. */
function ignoredFiles({ inbox, library }) {
  const total = (rules) => rules.reduce((sum, rule) => sum + rule.count, 0);
  const line = ({ rule, count: number, examples }, text) => el('li', { title: examples.join('\n') },
    parts(text, { count: number, rule, example: el('code', {}, examples[0].replace(/^.*\//, '')) }));
  return el('details', { class: 'ignored muted' },
    el('summary', {}, say(texts.now.ignored, { count: total(inbox) + total(library) })),
    el('ul', {}, inbox.map((rule) => line(rule, texts.now.ignoredInInbox)), library.map((rule) => line(rule, texts.now.ignoredInLibrary))));
}

function genreSummary(charts) {
  const all = Object.entries(charts.genres);
  return charts.tracks === 0 ? el('span') : el('a', { class: 'genre-summary', href: '#charts' },
    stackedBar(all.map(([name, songs]) => ({ share: songs, '--colour': colour(name) }))),
    el('span', { class: 'muted' }, say(texts.now.common, { genres: list(...all.slice(0, 3).map(([name]) => name)) })));
}

export function show(main) {
  const heading = el('h1', {}, texts.views.now);
  const votes = el('div', { class: 'vote-list' }, loading());
  const queue = el('p', { class: 'muted' });
  const failure = el('p', { class: 'failure', role: 'alert' });
  const counts = statistics();
  const genres = el('p', {});
  const latest = el('ol', { class: 'latest' });
  const ignored = el('div', {});
  const watcher = el('p', { class: 'muted' });
  const sorting = sortingCard();
  const defaultModels = defaultModelsCard();
  const scan = scanSummary();
  const nothing = el('p', { class: 'empty' }, texts.now.nothing);
  const welcomeCards = el('div', { hidden: true });
  const library = el('div', { hidden: true }, counts.element, genres,
    el('div', { class: 'heading-row' }, el('h2', {}, texts.now.latest), el('a', { href: '#history' }, texts.now.all)), latest, ignored, watcher);
  const inProgress = new Map();
  let settings = null;
  let outdated = true;
  let invitation = null;
  let empty = null; // whether there is no song at all; null until that is known
  let lastVote = null;
  let calmTimer;

  function voteElements() {
    const scanning = isLong(current.stats) || isBusy() ? [scan.element] : [];
    if (isBusy()) return scanning;
    return [...scanning, ...[...inProgress.values()].slice(0, MAX_IN_PROGRESS).map((vote) => vote.element), ...(lastVote ? [lastVote] : [])];
  }

  function showVotes() {
    for (const [path, vote] of inProgress) if (current.songs.get(path) !== vote.song) inProgress.delete(path);
    for (const [path, song] of current.songs) if (!inProgress.has(path)) inProgress.set(path, liveVoteDetails(song, settings?.stages ?? []));
    if (empty === null) return;
    const elements = voteElements();
    setChildren(votes, elements.length ? elements : [invitation ?? nothing]);
    votes.classList.toggle('paper-slot', elements.length > 0 && elements[0] !== scan.element);
    view.classList.toggle('busy', isBusy());
  }

  function headingText() {
    const headings = texts.now.headings;
    if (current.away) return headings.away;
    if (current.health?.state === 'paused') return headings.paused;
    if (inProgress.size || isBusy()) return headings.working;
    if (empty) return headings.welcome;
    if (current.problems.length && current.health?.state === 'idle') return headings.problems;
    return (empty === null ? null : headings[current.health?.state]) ?? texts.views.now;
  }

  function queueText() {
    const { stats } = current;
    if (current.away) return texts.now.lastKnown;
    if (isLong(stats)) return ''; // the summary has it
    if (stats?.queued) {
      return list(say(texts.now.queued, { count: stats.queued }),
        stats.eta_s ? say(texts.now.left, { time: approximateDuration(stats.eta_s) }) : null,
        inProgress.size > MAX_IN_PROGRESS ? say(texts.now.parallel, { count: inProgress.size }) : null);
    }
    return lastVote && !isBusy() ? texts.now.latestVerdict : '';
  }

  function showState() {
    heading.textContent = headingText();
    queue.textContent = queueText();
    if (!current.stats) return;
    counts.update(current.stats);
    scan.update(current.stats);
  }

  function refresh() {
    watcher.textContent = watching(current.health);
    showVotes();
    showState();
    clearTimeout(calmTimer);
    if (isBusy()) calmTimer = setTimeout(refresh, CALM_CHECK_MS); // no event says that it is over
  }

  /** An empty library is welcomed; the texts for it are loaded only then. */
  async function showEmpty() {
    if (empty && !invitation) {
      const { welcome } = await import('./welcome.js');
      const first = welcome(settings);
      ({ invitation } = first);
      welcomeCards.replaceChildren(...first.cards);
    }
    welcomeCards.hidden = !empty;
    library.hidden = empty;
  }

  async function loadLists() {
    const [page, charts, ignoredNames, answer] = await Promise.all(
      [get(`/api/tracks?limit=${LATEST_ROWS}`), get('/api/charts'), get('/api/ignored'), outdated ? get('/api/settings') : settings, sorting.load(), defaultModels.load()]);
    settings = answer;
    outdated = false;
    empty = page.tracks.length === 0 && current.songs.size === 0;
    renderList(latest, page.tracks, row);
    renderList(genres, [charts], genreSummary);
    scan.showGenres(charts);
    renderList(ignored, ignoredNames.inbox.length + ignoredNames.library.length ? [ignoredNames] : [], ignoredFiles);
    return page.tracks;
  }

  /** Loads the lists and, at first, the newest verdict from before the page was opened. */
  async function load() {
    const tracks = await loadLists();
    await showEmpty();
    const newest = lastVote ? null : tracks.find((track) => track.genre && track.id);
    const verdict = newest ? (await get(`/api/tracks/${newest.id}`)).verdict : null;
    if (verdict) lastVote ??= voteDetails(verdict, trackTitle(newest));
    failure.textContent = '';
    refresh();
  }

  function showError(error) {
    failure.textContent = errorText(error);
    if (empty === null) votes.replaceChildren();
  }

  const view = el('div', { class: 'now' },
    el('section', {}, heading, queue, failure, votes),
    el('section', {}, defaultModels.element, sorting.element, welcomeCards, library));
  main.replaceChildren(view);
  showState();

  const loadOrShowError = () => load().catch(showError);
  const [reload, cancelReload] = throttle(loadOrShowError, RELOAD_INTERVAL_MS);
  const [reloadCalmly, cancelCalmReload] = throttle(loadOrShowError, BUSY_RELOAD_INTERVAL_MS);
  // Connecting reloads the lists: what is shown first need not be loaded twice.
  const firstLoad = setTimeout(reload, current.connected === null ? CONNECTING_MS : 0);
  const subscriptions = ['opened', 'left', 'failed', 'duplicate', 'away', 'connection', 'problems'].map((name) => on(name, refresh));
  subscriptions.push(on('connection', (connected) => {
    outdated = true; // the daemon may have been started with others
    clearTimeout(firstLoad);
    if (!connected) reload();
  }));
  subscriptions.push(on('heard', ({ path, result }) => { inProgress.get(path)?.addResult(result); }));
  subscriptions.push(on('verdict', (verdict) => {
    const vote = inProgress.get(verdict.path);
    vote?.finish(verdict);
    lastVote = vote?.element ?? voteDetails(verdict, trackTitle(verdict));
    scan.tick(verdict);
    refresh();
  }));
  for (const name of ['queued', 'opened', 'verdict', 'failed', 'duplicate', 'revised']) subscriptions.push(on(name, () => (isBusy() ? reloadCalmly() : reload())));
  for (const name of ['stats', 'health']) subscriptions.push(on(name, refresh));
  return () => {
    clearTimeout(firstLoad);
    clearTimeout(calmTimer);
    cancelReload();
    cancelCalmReload();
    subscriptions.forEach((unsubscribe) => unsubscribe());
  };
}
