// What is being listened to, how much is waiting, and what was heard last.
import { get } from './api.js';
import { count, el, genre, link, percent, span, title, when } from './dom.js';
import { known, on } from './live.js';
import { decided, unfolding } from './receipt.js';

const LATEST = 8;

const FIGURES = [
  ['classified', (s) => count(s.done)],
  ['unsure', (s) => count(s.unsure)],
  ['failed', (s) => count(s.failed)],
  ['duplicates', (s) => count(s.duplicates)],
  ['waiting', (s) => count(s.queued)],
  ['songs a minute', (s) => (s.per_minute >= 10 ? count(Math.round(s.per_minute)) : (s.per_minute ?? 0).toFixed(1).replace(/\.0$/, ''))],
];

function figures(stats) {
  return FIGURES.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, stats ? value(stats) : '–')));
}

function row(track) {
  const name = title(track.file);
  const end = track.genre
    ? [genre(track.genre), el('b', {}, track.sure ? percent(track.confidence) : `${percent(track.confidence)}, unsure`)]
    : [el('span', { class: track.state === 'failed' ? 'failure' : 'quiet' }, track.reason ?? track.state)];
  return el('li', {}, el('span', { class: 'name' }, track.id ? link(track.id, name) : name),
    el('span', { class: 'end' }, end), el('time', { class: 'quiet' }, when(track.at)));
}

export function show(main) {
  const heading = el('h1', {}, 'Now');
  const slips = el('div', { class: 'slips' });
  const wait = el('p', { class: 'quiet' });
  const numbers = el('dl', { class: 'figures' });
  const latest = el('ol', { class: 'latest' });
  let last = null;

  function songs() {
    const open = [...known.songs.values()];
    if (open.length) slips.replaceChildren(...open.map((song) => unfolding(song, true)));
    else if (last) slips.replaceChildren(decided(last, true));
    else slips.replaceChildren(el('p', { class: 'empty' }, 'No song yet. Drop one anywhere on this page, or copy it into the inbox.'));
  }

  function feeling() {
    const { stats, health } = known;
    const open = known.songs.size;
    heading.textContent = health?.state === 'paused' ? 'Paused' : open ? 'Listening' : 'All heard';
    wait.textContent = stats?.queued
      ? `${count(stats.queued)} in the queue${stats.eta_s ? `, about ${span(stats.eta_s)}` : ''}`
      : last ? 'The latest verdict' : '';
    numbers.replaceChildren(...figures(stats));
  }

  async function reload() {
    const page = await get(`/api/tracks?limit=${LATEST}`);
    latest.replaceChildren(...page.tracks.map(row));
    const first = page.tracks.find((track) => track.genre && track.id);
    last = first ? (await get(`/api/tracks/${first.id}`)).verdict : null;
    songs();
    feeling();
  }

  const asking = () => reload().catch((refused) => wait.replaceChildren(refused.sentence ?? String(refused)));
  main.replaceChildren(
    el('div', { class: 'now' },
      el('section', {}, heading, wait, slips),
      el('section', {}, numbers,
        el('div', { class: 'over' }, el('h2', {}, 'Latest'), el('a', { href: '#history' }, 'All songs')), latest)));
  feeling();
  songs();
  asking();

  const ends = ['opened', 'heard', 'left'].map((name) => on(name, () => { songs(); feeling(); }));
  ends.push(on('verdict', (verdict) => { last = verdict; songs(); asking(); }));
  for (const name of ['failed', 'duplicate', 'revised']) ends.push(on(name, asking));
  for (const name of ['stats', 'health']) ends.push(on(name, feeling));
  return () => ends.forEach((end) => end());
}
