// What is being listened to, how much is waiting, and what was heard last.
import { get } from './api.js';
import { STATES, arrange, bar, called, confidence, count, el, genre, hue, link, list, plural, ribbon, span, when } from './dom.js';
import { calmly, known, on } from './events.js';
import { decided, unfolding } from './vote-details.js';
import { sortingCard } from './sorting-card.js';

const LATEST = 8;
const SLIPS = 2;
const PAUSE_MS = 700;

const rate = (number) => (number >= 10 ? count(Math.round(number)) : (number ?? 0).toFixed(1).replace(/\.0$/, ''));

const FIGURES = [
  ['classified', (s) => count(s.done), '#history?state=done'],
  ['unsure', (s) => count(s.unsure), '#history?sure=false'],
  ['failed', (s) => count(s.failed), '#history?state=failed'],
  ['duplicates', (s) => count(s.duplicates), '#history?state=duplicate'],
  ['waiting', (s) => count(s.queued), '#history?state=queued'],
  ['songs a minute', (s) => rate(s.per_minute), '#charts'],
];

function figures() {
  const numbers = FIGURES.map(() => el('dd', {}, '–'));
  const element = el('dl', { class: 'figures' }, FIGURES.map(([name, , place], i) =>
    el('div', {}, el('dt', {}, el('a', { href: place }, name)), numbers[i])));
  return { element, set: (stats) => FIGURES.forEach(([, value], i) => { numbers[i].textContent = value(stats); }) };
}

function end(track) {
  if (track.genre && track.state !== 'failed') {
    return [genre(track.genre), bar(track.confidence, { '--hue': hue(track.genre) }),
      el('b', { class: 'number' }, confidence(track.confidence), track.sure ? null : el('small', {}, ' unsure'))];
  }
  const words = [track.reason ?? STATES[track.state], track.mend].filter(Boolean).join(': ');
  return [el('span', { class: track.state === 'failed' ? 'reason failure' : 'reason quiet' }, words)];
}

function row(track) {
  const name = called(track);
  return el('li', {}, el('span', { class: 'name' }, track.id ? link(track.id, name) : name, el('small', {}, track.artist)),
    end(track), el('time', { class: 'quiet' }, when(track.at)));
}

/** What is ignored by name, by rule; null when nothing is. */
function ignored({ inbox, library }) {
  const total = (rules) => rules.reduce((sum, rule) => sum + rule.count, 0);
  const line = ({ rule, count: number, examples }, where) => el('li', { title: examples.join('\n') },
    `${count(number)} in the ${where}: ${rule}, such as `, el('code', {}, examples[0].replace(/^.*\//, '')));
  return el('details', { class: 'ignored quiet' },
    el('summary', {}, `${plural(total(inbox) + total(library), 'file or folder', 'files and folders')} ignored by name`),
    el('ul', {}, inbox.map((rule) => line(rule, 'inbox')), library.map((rule) => line(rule, 'library'))));
}

function genres(charts) {
  const all = Object.entries(charts.genres);
  return charts.tracks === 0 ? el('span') : el('a', { class: 'whole', href: '#charts' },
    ribbon(all.map(([name, songs]) => ({ share: songs, '--hue': hue(name) }))),
    el('span', { class: 'quiet' }, `Mostly ${all.slice(0, 3).map(([name]) => name).join(', ')}`));
}

export function show(main) {
  const heading = el('h1', {}, 'Now');
  const slips = el('div', { class: 'slips' });
  const wait = el('p', { class: 'quiet' });
  const numbers = figures();
  const spread = el('p', {});
  const latest = el('ol', { class: 'latest' });
  const left = el('div', {});
  const sorting = sortingCard();
  const open = new Map();
  let stages = [];
  let last = null;

  function songs() {
    for (const [path, slip] of open) if (known.songs.get(path) !== slip.song) open.delete(path);
    for (const [path, song] of known.songs) if (!open.has(path)) open.set(path, unfolding(song, stages));
    const papers = [...open.values()].slice(0, SLIPS).map((slip) => slip.element);
    if (last) papers.push(last);
    arrange(slips, papers.length ? papers : [el('p', { class: 'empty' }, 'No song yet. Drop one anywhere on this page, or copy it into the inbox.')]);
    slips.classList.toggle('printer', papers.length > 0);
  }

  function feeling() {
    const { stats, health } = known;
    heading.textContent = health?.state === 'paused' ? 'Paused' : open.size ? 'Listening' : 'All heard';
    const others = open.size > SLIPS ? `, ${plural(open.size, 'song')} at a time` : '';
    wait.textContent = stats?.queued
      ? `${count(stats.queued)} in the queue${stats.eta_s ? `, about ${span(stats.eta_s)}` : ''}${others}`
      : last ? 'The latest verdict' : '';
    if (stats) numbers.set(stats);
  }

  async function lists() {
    const [page, charts, unread] = await Promise.all(
      [get(`/api/tracks?limit=${LATEST}`), get('/api/charts'), get('/api/ignored'), sorting.load()]);
    list(latest, page.tracks, row);
    list(spread, [charts], genres);
    list(left, unread.inbox.length + unread.library.length ? [unread] : [], ignored);
    return page.tracks;
  }

  /** The newest verdict of those before this page was opened. */
  async function before() {
    const [tracks, settings] = await Promise.all([lists(), get('/api/settings')]);
    ({ stages } = settings);
    const first = tracks.find((track) => track.genre && track.id);
    const verdict = first && !last ? (await get(`/api/tracks/${first.id}`)).verdict : null;
    if (verdict) last ??= decided(verdict, called(first));
    songs();
    feeling();
  }

  const troubled = (refused) => wait.replaceChildren(refused.sentence ?? String(refused));
  main.replaceChildren(
    el('div', { class: 'now' },
      el('section', {}, heading, wait, slips),
      el('section', {}, sorting.element, numbers.element, spread,
        el('div', { class: 'over' }, el('h2', {}, 'Latest'), el('a', { href: '#history' }, 'All songs')), latest, left)));
  feeling();
  before().catch(troubled);

  const [again, rest] = calmly(() => lists().catch(troubled), PAUSE_MS);
  const moved = () => { songs(); feeling(); };
  const ends = ['opened', 'left', 'failed', 'duplicate'].map((name) => on(name, moved));
  ends.push(on('heard', ({ path, result }) => { open.get(path)?.hear(result); }));
  ends.push(on('verdict', (verdict) => {
    const slip = open.get(verdict.path);
    slip?.end(verdict);
    last = slip?.element ?? decided(verdict, called(verdict));
    moved();
  }));
  for (const name of ['queued', 'opened', 'verdict', 'failed', 'duplicate', 'revised']) ends.push(on(name, again));
  for (const name of ['stats', 'health']) ends.push(on(name, feeling));
  return () => { rest(); ends.forEach((done) => done()); };
}
