// The view of one song: spectrogram, vote details, correction, file details.
import { errorText, get, put, remove } from './api.js';
import { cover } from './cover.js';
import { bar, confidence, duration, el, genreLabel, percent, songName } from './dom.js';
import { on } from './events.js';
import { controls, offer } from './player.js';
import { similarSongs } from './similar-songs.js';
import { spectrogram } from './spectrogram.js';
import { voteDetails } from './vote-details.js';

const FILE_TAGS = [['Title', 'title'], ['Artist', 'artist'], ['Album', 'album'], ['Year', 'year'], ['Genre tag', 'genre']];
const TAG_KINDS = [['Style', 'style'], ['Mood', 'mood'], ['Voice', 'voice'], ['Era', 'era']];

function fileDetails(track) {
  const properties = [
    ...FILE_TAGS.map(([name, tag]) => [name, track.tags?.[tag]]).filter(([, value]) => value),
    ...(track.album_genre ? [['Album genre', genreLabel(track.album_genre)]] : []),
    ['Length', duration(track.duration_s)],
    ['Format', `${track.codec}, ${track.sample_rate.toLocaleString('en')} Hz, ${track.channels === 1 ? 'mono' : `${track.channels} channels`}`],
    ['First seen', new Date(track.first_seen).toLocaleString()],
    [track.paths.length > 1 ? 'Files' : 'File', el('ul', {}, track.paths.map((path) => el('li', {}, path)))],
    ['ID', el('code', {}, track.id)],
  ];
  return el('dl', { class: 'properties' }, properties.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

/** What the networks say besides the genre; each tag leads to the songs that have it. */
function songTags({ tags, tag_kinds: kinds }) {
  const ofKind = (kind) => Object.keys(tags).filter((name) => kinds[name] === kind);
  const item = (name) => el('li', {}, el('a', { href: `#history?tag=${encodeURIComponent(name)}` }, name), bar(tags[name]), el('b', {}, percent(tags[name])));
  return el('dl', { class: 'properties tags' }, TAG_KINDS.map(([label, kind]) => [label, ofKind(kind)]).filter(([, names]) => names.length)
    .map(([label, names]) => el('div', {}, el('dt', {}, label), el('dd', {}, el('ul', { class: 'scores' }, names.map(item))))));
}

function correctionForm(track, genres, change) {
  const { verdict } = track;
  const names = [...new Set([...genres, verdict.genre])].sort();
  const select = el('select', { id: 'actual-genre', name: 'genre' },
    names.map((name) => el('option', { value: name, selected: name === verdict.genre }, name)));
  const path = `/api/tracks/${track.id}/correction`;
  return el('form', { class: 'correction', onsubmit: (event) => { event.preventDefault(); change(() => put(path, { genre: select.value })); } },
    el('label', { for: 'actual-genre' }, 'Actual genre'), select,
    el('button', { class: 'main' }, 'Save correction'),
    verdict.overruled ? el('button', { type: 'button', onclick: () => change(() => remove(path)) }, 'Undo correction') : null);
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
    document.title = `${name} · Reclass`;
    picture ??= cover(id, name, verdict?.genre);
    const summary = verdict
      ? el('p', { class: 'lead' }, track.tags?.artist ? el('span', {}, `${track.tags.artist} `) : null, genreLabel(verdict.genre),
        el('span', {}, ' ', verdict.overruled ? 'corrected by you' : `${confidence(verdict.confidence)}${verdict.sure ? '' : ', unsure'}`))
      : el('p', { class: 'lead muted' }, 'No verdict yet');
    main.replaceChildren(
      el('p', {}, el('a', { href: '#history', onclick: backToHistory }, '← History')), el('div', { class: 'song-heading' }, picture, el('div', {}, el('h1', {}, name), summary)), ...listening.elements,
      el('div', { class: 'two-columns' },
        el('section', {}, el('h2', {}, 'Vote details'), verdict ? voteDetails(verdict, null, track.stages) : null),
        el('section', {}, verdict ? [el('h2', {}, 'Correct the genre'), correctionForm(track, genres, change), failure] : null,
          verdict?.tags ? [el('h2', {}, 'Tags'), songTags(verdict)] : null,
          el('h2', {}, 'File details'), fileDetails(track))),
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
    main.replaceChildren(el('h1', {}, 'This song cannot be shown'), el('p', { class: 'failure' }, errorText(error))));
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
