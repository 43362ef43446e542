// The view "Review": the songs that are contradicted by their tags or unsure, one key for each genre.
import { errorText, get, put, remove } from './api.js';
import { cover } from './cover.js';
import { bar, confidence, el, genreLabel, colour, percent, renderList, trackLink, trackTitle } from './dom.js';
import { offer as offerToPlay } from './player.js';
import { parts, say, texts } from './texts.js';

const QUEUE_SIZE = 100;
const SHOWN = 9;
const ALBUM_SIZE = 500;
/** Keys that do something else. */
const TAKEN = 'jkux';
const KEYS = [...'123456789abcdefghijklmnopqrstuvwxyz'].filter((key) => !TAKEN.includes(key));
/** Training leaves out genres with fewer songs, and needs two. */
const ENOUGH = 10;
const QUEUES = ['agreement=differ&reviewed=false&sort=confidence', 'sure=false&reviewed=false&sort=confidence'];

async function loadQueue() {
  const pages = await Promise.all(QUEUES.map((query) => get(`/api/tracks?${query}&limit=${QUEUE_SIZE}`)));
  const songs = new Map(pages.flatMap((page) => page.tracks).map((track) => [track.id, track]));
  return [...songs.values()];
}

/** The songs of a song's album that nobody has reviewed, itself included. */
async function albumOf(track) {
  const query = new URLSearchParams({ album: track.album, folder: track.path.slice(0, -track.file.length - 1), reviewed: false, limit: ALBUM_SIZE });
  const { tracks } = await get(`/api/tracks?${query}`);
  return tracks;
}

const key = (name) => el('kbd', {}, name);

const correctionPath = (track) => `/api/tracks/${track.id}/correction`;

export function show(main) {
  let queue = [];
  let genres = [];
  let at = 0;
  let marked = new Set();
  let busy = false;
  let closed = false;
  const done = []; // what u takes back: lists of songs
  const progress = el('p', { class: 'lead' });
  const status = el('p', { role: 'status' });
  const offer = el('p', { hidden: true });
  const list = el('ol', { class: 'review-queue', 'aria-label': texts.review.queue });
  const choices = el('div', { class: 'review-genres', role: 'group', 'aria-label': texts.review.genres });
  const album = el('input', { type: 'checkbox', id: 'whole-album' });
  const undo = el('button', { type: 'button', disabled: true, onclick: takeBack }, key('u'), ' ', texts.review.undo);
  const tools = el('div', { class: 'button-row' }, el('label', { class: 'check' }, album, ' ', texts.review.album), undo);
  main.replaceChildren(el('h1', {}, texts.views.review), progress,
    el('p', { class: 'muted' }, parts(texts.review.how, { j: key('j'), k: key('k'), x: key('x'), u: key('u'), space: key(texts.keys.space) })),
    choices, tools, status, offer, list);

  const item = ({ track, current, selected }) => el('li', { 'aria-current': current ? 'true' : null },
    el('input', { type: 'checkbox', checked: selected, 'aria-label': say(texts.review.select, { title: trackTitle(track) }), onchange: () => mark(track) }),
    cover(track.id, trackTitle(track), track.genre),
    el('span', { class: 'name' }, trackLink(track.id, trackTitle(track)), el('small', {}, [track.artist, track.album].filter(Boolean).join(' · '))),
    genreLabel(track.genre), bar(track.confidence, { '--colour': colour(track.genre) }), el('span', {}, confidence(track.confidence)));

  function render() {
    if (closed) return;
    const from = Math.max(0, Math.min(at - 2, queue.length - SHOWN));
    renderList(list, queue.slice(from, from + SHOWN).map((track, i) => ({ track, current: from + i === at, selected: marked.has(track.id) })), item);
    choices.hidden = !queue.length;
    tools.hidden = !queue.length && !done.length;
    undo.disabled = !done.length;
    album.disabled = !queue[at]?.album;
    offerToPlay(queue[at]?.id ?? null);
  }

  async function showProgress() {
    const [{ tags }, corrected] = await Promise.all([get('/api/library'), get('/api/corrections')]);
    const songs = Object.values(corrected).reduce((sum, n) => sum + n, 0);
    const tagged = tags.agree + tags.differ;
    const reviewed = say(texts.review.reviewed, { count: songs });
    progress.textContent = tagged ? `${reviewed} ${say(texts.review.agree, { share: percent(tags.agree / tagged), count: tagged })}` : reviewed;
    offer.hidden = Object.values(corrected).filter((n) => n >= ENOUGH).length < 2;
    offer.replaceChildren(texts.review.enough, ' ', el('a', { href: '#settings' }, texts.review.train));
  }

  function move(by) {
    at = Math.max(0, Math.min(queue.length - 1, at + by));
    render();
  }

  function mark(track) {
    if (!marked.delete(track.id)) marked.add(track.id);
    render();
  }

  /** Runs one change at a time; a failure is shown. */
  async function exclusively(change) {
    if (busy) return;
    busy = true;
    try {
      await change();
    } catch (error) {
      status.textContent = errorText(error);
    } finally {
      busy = false;
      render();
    }
    showProgress().catch(() => {});
  }

  function choose(genre) {
    return exclusively(async () => {
      const current = queue[at];
      if (!current) return;
      const songs = marked.size ? queue.filter((track) => marked.has(track.id)) : album.checked && current.album ? await albumOf(current) : [current];
      const changed = [];
      done.push({ songs: changed, at });
      for (const track of songs) {
        await put(correctionPath(track), { genre });
        changed.push(track);
        queue = queue.filter(({ id }) => id !== track.id);
      }
      marked = new Set();
      album.checked = false;
      if (at >= queue.length) at = Math.max(0, queue.length - 1);
      status.textContent = songs.length === 1 ? say(texts.review.chosen, { title: trackTitle(songs[0]), genre }) : say(texts.review.chosenAll, { count: songs.length, genre });
      if (!queue.length) await reload();
    });
  }

  function takeBack() {
    return exclusively(async () => {
      const last = done.at(-1);
      if (!last) return;
      for (const track of last.songs) await remove(correctionPath(track));
      done.pop();
      queue.splice(last.at, 0, ...last.songs);
      at = last.at;
      status.textContent = say(texts.review.undone, { count: last.songs.length });
    });
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || event.target.closest('select, input:not([type=checkbox])')) return;
    const genre = genres[KEYS.indexOf(event.key)];
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'x' && queue[at]) mark(queue[at]);
    else if (event.key === 'u') takeBack();
    else if (genre) choose(genre);
    else return;
    event.preventDefault();
  }

  async function reload() {
    queue = await loadQueue();
    at = 0;
    if (!queue.length) status.textContent = texts.review.nothing;
  }

  async function start() {
    try {
      ({ genres } = await get('/api/settings'));
      genres = [...genres].sort();
      choices.replaceChildren(...genres.map((genre, i) => el('button', { type: 'button', onclick: () => choose(genre) }, KEYS[i] ? key(KEYS[i]) : null, ' ', genreLabel(genre))));
      await reload();
      render();
      await showProgress();
    } catch (error) {
      status.textContent = errorText(error);
    }
  }

  addEventListener('keydown', onKey);
  start();
  return () => {
    closed = true;
    offerToPlay(null);
    removeEventListener('keydown', onKey);
  };
}
