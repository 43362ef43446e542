// The cover of a song; without one, a quiet tile in the genre's colour with initials.
import { url } from './api.js';
import { colour, el } from './dom.js';

const WORDS = /[^\p{L}\p{N}]+/u;

/** The first letters of the first two words. */
const initials = (name) => name.split(WORDS).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join('').toUpperCase();

/** A square picture, loaded when it comes into sight; hidden from screen readers: the name is beside it. */
export function cover(id, name, genre) {
  const image = el('img', { src: url(`/api/tracks/${id}/cover`), alt: '', loading: 'lazy', decoding: 'async', width: 320, height: 320,
    onload: () => tile.classList.add('loaded'), onerror: () => image.remove() });
  const tile = el('span', { class: 'cover', 'aria-hidden': 'true', ...(genre ? { '--colour': colour(genre) } : {}) }, el('b', {}, initials(name)), image);
  return tile;
}
