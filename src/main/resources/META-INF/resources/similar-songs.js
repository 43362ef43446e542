// The songs that sound most like a song: a row of titles.
import { errorText, get } from './api.js';
import { el, genreLabel, percent, trackLink, trackTitle } from './dom.js';
import { saveButton } from './save-button.js';
import { say, texts } from './texts.js';

const SHOWN = 8;

const song = (track) => el('li', {}, trackLink(track.id, trackTitle(track)),
  track.artist ? el('span', { class: 'muted' }, track.artist) : null,
  el('span', {}, genreLabel(track.genre), ` ${percent(track.similarity)}`));

function playlist(id) {
  const failure = el('p', { class: 'failure', role: 'status' });
  return [saveButton(texts.similar.playlist, () => `/api/tracks/${id}/similar.m3u`, 'similar.m3u', (error) => { failure.textContent = error; }), failure];
}

function content(id, { tracks, reason, mend, model, compared, uncompared }) {
  if (reason) return [el('p', { class: 'muted' }, say(texts.page.remedy, { problem: reason, remedy: mend }))];
  const how = [say(texts.similar.how, { model, count: compared }), uncompared ? say(texts.similar.without, { count: uncompared }) : null];
  return [
    tracks.length ? el('ol', { class: 'similar-songs' }, tracks.map(song)) : el('p', { class: 'muted' }, texts.similar.none),
    el('p', { class: 'muted' }, how.filter(Boolean).join('; ')),
    ...(tracks.length ? playlist(id) : []),
  ];
}

/** A section that fills itself. */
export function similarSongs(id) {
  const body = el('div', { 'aria-busy': 'true' });
  get(`/api/tracks/${id}/similar?n=${SHOWN}`)
    .then((found) => body.replaceChildren(...content(id, found)))
    .catch((error) => body.replaceChildren(el('p', { class: 'failure' }, errorText(error))))
    .finally(() => body.removeAttribute('aria-busy'));
  return el('section', { class: 'similar' }, el('h2', {}, texts.similar.title), body);
}
