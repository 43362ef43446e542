// The view of one song: spectrogram, vote details, correction, file details.
import { errorText, get, put, remove } from './api.js';
import { cover } from './cover.js';
import { bar, confidence, duration, el, genreLabel, percent, songName } from './dom.js';
import { on } from './events.js';
import { dateAndTime } from './language.js';
import { controls, offer } from './player.js';
import { similarSongs } from './similar-songs.js';
import { spectrogram } from './spectrogram.js';
import { list, say, texts } from './texts.js';
import { voteDetails } from './vote-details.js';

function fileDetails(track) {
  const properties = [
    ...Object.entries(texts.track.fileTags).map(([tag, name]) => [name, track.tags?.[tag]]).filter(([, value]) => value),
    ...(track.album_genre ? [[texts.track.albumGenre, genreLabel(track.album_genre)]] : []),
    [texts.track.length, duration(track.duration_s)],
    [texts.track.format, list(track.codec, say(texts.track.rate, { rate: track.sample_rate }), say(texts.track.channels, { count: track.channels }))],
    [texts.track.firstSeen, dateAndTime(new Date(track.first_seen))],
    [say(texts.track.files, { count: track.paths.length }), el('ul', {}, track.paths.map((path) => el('li', {}, path)))],
    [texts.track.id, el('code', {}, track.id)],
  ];
  return el('dl', { class: 'properties' }, properties.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

/** What the networks say besides the genre; each tag leads to the songs that have it. */
function songTags({ tags, tag_kinds: kinds }) {
  const ofKind = (kind) => Object.keys(tags).filter((name) => kinds[name] === kind);
  const item = (name) => el('li', {}, el('a', { href: `#history?tag=${encodeURIComponent(name)}` }, name), bar(tags[name]), el('b', {}, percent(tags[name])));
  return el('dl', { class: 'properties tags' }, Object.entries(texts.track.kinds).map(([kind, label]) => [label, ofKind(kind)]).filter(([, names]) => names.length)
    .map(([label, names]) => el('div', {}, el('dt', {}, label), el('dd', {}, el('ul', { class: 'scores' }, names.map(item))))));
}

/** How certain a verdict is, or that it was corrected. */
function standing({ overruled, sure, confidence: share }) {
  if (overruled) return texts.track.corrected;
  return sure ? confidence(share) : say(texts.track.notSure, { confidence: confidence(share) });
}

function correctionForm(track, genres, change) {
  const { verdict } = track;
  const names = [...new Set([...genres, verdict.genre])].sort();
  const select = el('select', { id: 'actual-genre', name: 'genre' },
    names.map((name) => el('option', { value: name, selected: name === verdict.genre }, name)));
  const path = `/api/tracks/${track.id}/correction`;
  return el('form', { class: 'correction', onsubmit: (event) => { event.preventDefault(); change(() => put(path, { genre: select.value })); } },
    el('label', { for: 'actual-genre' }, texts.track.actual), select,
    el('button', { class: 'main' }, texts.track.save),
    verdict.overruled ? el('button', { type: 'button', onclick: () => change(() => remove(path)) }, texts.track.undo) : null);
}

export function show(main, parameters, id) {
  let genres = [];
  let closed = false;
  let listening = null;
  let picture = null;
  const failure = el('p', { class: 'failure', role: 'alert' });

  /** The spectrogram with the player, made once: a song plays on while its vote changes. */
  function listen(track, name) {
    const picture = spectrogram(track, name, (seconds) => player.playAt(seconds));
    const player = controls(track, picture.showPosition);
    offer(track.id, track);
    listening = { elements: [picture.element, player.element], close: player.close };
  }

  /** Back to the place in the history that led here, if it did. */
  function backToHistory(event) {
    if (main.dataset.from !== 'history') return;
    event.preventDefault();
    history.back();
  }

  function render(track) {
    const { verdict } = track;
    const name = songName(track);
    if (!listening) listen(track, name);
    document.title = say(texts.page.title, { view: name });
    picture ??= cover(id, name, verdict?.genre);
    const summary = verdict
      ? el('p', { class: 'lead' }, track.tags?.artist ? el('span', {}, `${track.tags.artist} `) : null, genreLabel(verdict.genre),
        el('span', {}, ' ', standing(verdict)))
      : el('p', { class: 'lead muted' }, texts.track.noVerdict);
    main.replaceChildren(
      el('p', {}, el('a', { href: '#history', onclick: backToHistory }, texts.track.back)), el('div', { class: 'song-heading' }, picture, el('div', {}, el('h1', {}, name), summary)), ...listening.elements,
      el('div', { class: 'two-columns' },
        el('section', {}, el('h2', {}, texts.track.vote), verdict ? voteDetails(verdict, null, track.stages) : null),
        el('section', {}, verdict ? [el('h2', {}, texts.track.correct), correctionForm(track, genres, change), failure] : null,
          verdict?.tags ? [el('h2', {}, texts.track.tags), songTags(verdict)] : null,
          el('h2', {}, texts.track.file), fileDetails(track))),
      ...(verdict ? [similarSongs(track.id)] : []));
  }

  async function load() {
    const [track, settings] = await Promise.all([get(`/api/tracks/${id}`), get('/api/settings')]);
    ({ genres } = settings);
    if (!closed) render(track);
  }

  async function change(action) {
    failure.textContent = '';
    try {
      await action();
      await load();
    } catch (error) {
      failure.textContent = errorText(error);
    }
  }

  const loadOrShowError = () => load().catch((error) =>
    main.replaceChildren(el('h1', {}, texts.track.notShown), el('p', { class: 'failure' }, errorText(error))));
  loadOrShowError();
  const subscriptions = [on('verdict', (verdict) => { if (verdict.id === id) loadOrShowError(); }),
    on('connection', (connected) => { if (connected) loadOrShowError(); })];
  return () => {
    subscriptions.forEach((unsubscribe) => unsubscribe());
    closed = true;
    offer(null);
    listening?.close();
  };
}
