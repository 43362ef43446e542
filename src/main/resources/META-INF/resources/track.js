// One song: its receipt, what it looks like, what a person says of it.
import { get, put, remove } from './api.js';
import { confidence, duration, el, genre, title } from './dom.js';
import { on } from './events.js';
import { decided } from './vote-details.js';
import { spectrogram } from './spectrogram.js';

const TAGS = [['Title', 'title'], ['Artist', 'artist'], ['Album', 'album'], ['Year', 'year'], ['Tagged', 'genre']];

function facts(track) {
  const list = [
    ...TAGS.map(([name, tag]) => [name, track.tags?.[tag]]).filter(([, value]) => value),
    ...(track.album_genre ? [['Its album', genre(track.album_genre)]] : []),
    ['Length', duration(track.duration_s)],
    ['Format', `${track.codec}, ${track.sample_rate.toLocaleString('en')} Hz, ${track.channels === 1 ? 'mono' : `${track.channels} channels`}`],
    ['First seen', new Date(track.first_seen).toLocaleString()],
    [track.paths.length > 1 ? 'Files' : 'File', el('ul', {}, track.paths.map((path) => el('li', {}, path)))],
    ['Identity', el('code', {}, track.id)],
  ];
  return el('dl', { class: 'facts' }, list.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

function correction(track, genres, change) {
  const { verdict } = track;
  const names = [...new Set([...genres, verdict.genre])].sort();
  const select = el('select', { id: 'right', name: 'genre' },
    names.map((name) => el('option', { value: name, selected: name === verdict.genre }, name)));
  const path = `/api/tracks/${track.id}/correction`;
  return el('form', { class: 'correction', onsubmit: (event) => { event.preventDefault(); change(() => put(path, { genre: select.value })); } },
    el('label', { for: 'right' }, 'What is it really?'), select,
    el('button', { class: 'main' }, 'Correct'),
    verdict.overruled ? el('button', { type: 'button', onclick: () => change(() => remove(path)) }, 'Take back') : null);
}

export function show(main, parameters, id) {
  let genres = [];
  const note = el('p', { class: 'failure', role: 'alert' });

  function draw(track) {
    const name = track.tags?.title || title(track.verdict?.file ?? track.paths[0] ?? 'A song');
    document.title = `${name} · Reclass`;
    const summary = track.verdict
      ? el('p', { class: 'lead' }, track.tags?.artist ? el('span', {}, `${track.tags.artist} `) : null, genre(track.verdict.genre),
        el('span', {}, ' ', track.verdict.overruled ? 'corrected by you' : `${confidence(track.verdict.confidence)}${track.verdict.sure ? '' : ', unsure'}`))
      : el('p', { class: 'lead quiet' }, 'no verdict yet');
    main.replaceChildren(
      el('p', {}, el('a', { href: '#history' }, '← History')), el('h1', {}, name), summary, spectrogram(track, name),
      el('div', { class: 'halves' },
        el('section', {}, el('h2', {}, 'Receipt'), track.verdict ? decided(track.verdict, null, track.stages) : null),
        el('section', {}, track.verdict ? [el('h2', {}, 'Correct it'), correction(track, genres, change), note] : null,
          el('h2', {}, 'Facts'), facts(track))));
  }

  async function load() {
    const [track, settings] = await Promise.all([get(`/api/tracks/${id}`), get('/api/settings')]);
    ({ genres } = settings);
    draw(track);
  }

  async function change(action) {
    note.textContent = '';
    try {
      await action();
      await load();
    } catch (refused) {
      note.textContent = refused.sentence ?? String(refused);
    }
  }

  const asking = () => load().catch((refused) =>
    main.replaceChildren(el('h1', {}, 'This song cannot be shown'), el('p', { class: 'failure' }, refused.sentence ?? String(refused))));
  asking();
  return on('verdict', (verdict) => { if (verdict.id === id) asking(); });
}
