// Plays songs, one at a time, also while other views are shown.
import { apiError, errorText, get, send, url } from './api.js';
import { duration, el, songName, svg, trackLink } from './dom.js';
import { picturedPart } from './spectrogram.js';
import { say, texts } from './texts.js';

const PLAY = 'M5 3v14l12-7z';
const PAUSE = 'M4 3h4v14H4zm8 0h4v14h-4z';
const CLOSE = 'M5 5l10 10M15 5L5 15';

/** Where the space bar has a meaning of its own. */
const OWN_SPACE = 'input:not([type=range]), textarea, select, button, summary, [contenteditable], dialog';

const audio = new Audio();
const listeners = new Set();
const shownIds = []; // of songs with controls in the view
let song = null;
let offered = null;
let startAt = null; // seconds; null: where the spectrogram starts
let converted = false;
let failure = '';

const notify = () => listeners.forEach((listener) => listener());
const path = (id) => `/api/tracks/${id}/audio${converted ? '?format=wav' : ''}`;

function describe(track) {
  song = { id: track.id, title: songName(track), artist: track.tags?.artist ?? '', seconds: track.duration_s };
  if ('mediaSession' in navigator) navigator.mediaSession.metadata = new MediaMetadata({ title: song.title, artist: song.artist });
  notify();
}

function load(at) {
  startAt = at;
  failure = '';
  audio.src = url(path(song.id));
}

/**
 * Plays a song, which stops any other one.
 *
 * @param details the song as in /api/tracks/{id}; fetched if absent
 * @param at seconds; absent: where it is, at first where its spectrogram starts
 */
export function play(id, details = null, at = null) {
  if (song?.id !== id) {
    song = { id, title: '', artist: '', seconds: 0 };
    converted = false;
    load(at);
    if (details) describe(details);
    else get(`/api/tracks/${id}`).then((track) => { if (song?.id === id) describe(track); }).catch(() => {});
  } else if (audio.error) {
    converted = false;
    load(at ?? startAt);
  } else if (at !== null) {
    seek(at);
  }
  audio.play().catch(() => {}); // failures are events
}

function seek(seconds) {
  startAt = seconds;
  if (audio.readyState) audio.currentTime = seconds;
}

/** Plays or pauses the offered song, otherwise the last one. */
export function toggle() {
  const id = offered?.id ?? song?.id;
  if (!id) return;
  if (song?.id !== id) play(id, offered.details, offered.at);
  else if (audio.paused) play(id);
  else audio.pause();
}

/** Names the song that toggle and the space bar play; null: the last one played. */
export function offer(id, details = null) {
  offered = id ? { id, details, at: null } : null;
}

/** Stops playing and closes the bar. */
function stop() {
  song = null;
  failure = '';
  audio.removeAttribute('src');
  audio.load();
  notify();
}

/** Finds out why a song cannot be played; a browser without its codec gets a WAV file. */
async function recover() {
  if (!song || !audio.getAttribute('src')) return;
  const { id } = song;
  const position = audio.currentTime || startAt;
  let reason;
  try {
    const response = await send(path(id), { headers: { Range: 'bytes=0-0' } });
    if (!response.ok) throw apiError(response.status, await response.text());
    reason = texts.player.unplayable;
  } catch (error) {
    reason = errorText(error);
    converted = true; // another format does not help
  }
  if (song?.id !== id) return;
  if (converted) {
    failure = reason;
    startAt = position;
    notify();
    return;
  }
  converted = true;
  load(position);
  audio.play().catch(() => {});
}

audio.addEventListener('loadedmetadata', () => { audio.currentTime = startAt ?? picturedPart(audio.duration).start; });
audio.addEventListener('error', recover);
for (const event of ['play', 'pause', 'timeupdate', 'seeking', 'ended', 'error']) audio.addEventListener(event, notify);

document.addEventListener('keydown', (event) => {
  const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  if (event.key !== ' ' || modified || event.defaultPrevented || !(offered || song)) return;
  if (event.target.closest?.(OWN_SPACE) || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  if (!event.repeat) toggle();
});

const icon = (shape) => svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, svg('path', { d: shape }));

function controlsOf(current, onSeek, onToggle) {
  const shape = icon(PLAY);
  const button = el('button', { type: 'button', class: 'play', onclick: onToggle }, shape);
  const slider = el('input', { type: 'range', min: 0, step: 1, 'aria-label': texts.player.position, oninput: () => onSeek(Number(slider.value)) });
  const time = el('span', { class: 'time number' });
  function update() {
    const { playing, position, seconds } = current();
    shape.firstChild.setAttribute('d', playing ? PAUSE : PLAY);
    button.setAttribute('aria-label', playing ? texts.player.pause : texts.player.play);
    slider.max = seconds;
    slider.value = position;
    slider.setAttribute('aria-valuetext', say(texts.player.time, { position: duration(position), length: duration(seconds) }));
    time.textContent = `${duration(position)} / ${duration(seconds)}`;
  }
  return { button, slider, time, update };
}

/**
 * The controls of one song, for its view.
 *
 * @param onMove called with the position in seconds; null while the song is not loaded
 * @return element; playAt(seconds); close, to be called when the view closes
 */
export function controls(track, onMove) {
  const { start, length } = picturedPart(track.duration_s);
  let position = start;
  let frame = 0;
  const loaded = () => song?.id === track.id;
  const current = () => ({ playing: loaded() && !audio.paused, position, seconds: track.duration_s });
  const moveTo = (seconds) => {
    position = seconds;
    if (loaded()) seek(seconds);
    else if (offered?.id === track.id) offered.at = seconds;
    update();
  };
  const playAt = (seconds) => play(track.id, track, seconds);
  const parts = controlsOf(current, moveTo, () => {
    if (current().playing) audio.pause();
    else playAt(loaded() ? null : position);
  });
  const problem = el('p', { class: 'failure', role: 'alert' });

  function update() {
    cancelAnimationFrame(frame);
    if (loaded() && audio.readyState) position = audio.currentTime;
    parts.update();
    if (problem.textContent !== (loaded() ? failure : '')) problem.textContent = loaded() ? failure : '';
    onMove(loaded() ? position : null);
    if (current().playing) frame = requestAnimationFrame(update);
  }

  listeners.add(update);
  shownIds.push(track.id);
  update();
  notify();
  return {
    element: el('div', { class: 'player', role: 'group', 'aria-label': texts.player.name }, parts.button,
      el('span', { class: 'slider', '--from': start / track.duration_s, '--share': length / track.duration_s }, parts.slider),
      parts.time, problem),
    playAt,
    close() {
      cancelAnimationFrame(frame);
      listeners.delete(update);
      shownIds.splice(shownIds.indexOf(track.id), 1);
      notify();
    },
  };
}

/** The bar at the bottom of the window, while the song's own view is not shown. */
function showBar() {
  const current = () => ({ playing: !audio.paused, position: audio.readyState ? audio.currentTime : startAt ?? 0, seconds: song.seconds });
  const parts = controlsOf(current, seek, () => { if (audio.paused) play(song.id); else audio.pause(); });
  const title = el('span', { class: 'title' });
  const problem = el('p', { class: 'failure', role: 'alert' });
  const bar = el('section', { id: 'player', class: 'player', 'aria-label': texts.player.name, hidden: true },
    parts.button, title, el('span', { class: 'slider' }, parts.slider), parts.time,
    el('button', { type: 'button', class: 'close', 'aria-label': texts.player.close, onclick: stop }, icon(CLOSE)), problem);
  let shown = null;
  listeners.add(() => {
    bar.hidden = !song || shownIds.includes(song.id);
    if (bar.hidden) return;
    if (shown !== song) title.replaceChildren(trackLink(song.id, song.title), el('small', {}, song.artist));
    shown = song;
    if (problem.textContent !== failure) problem.textContent = failure;
    parts.update();
  });
  document.body.append(bar);
}

document.head.append(el('link', { rel: 'stylesheet', href: 'player.css' }));
showBar();
