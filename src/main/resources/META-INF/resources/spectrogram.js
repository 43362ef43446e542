// A song's mel spectrogram with its axes.
import { url } from './api.js';
import { duration, el } from './dom.js';
import { say, texts } from './texts.js';

const EXCERPT_SECONDS = 30;
const TICK_SECONDS = 5;
const MAX_HZ = 11_025;
const FREQUENCY_TICKS = [[200, '200'], [500, '500'], [1000, '1k'], [2000, '2k'], [5000, '5k'], [10_000, '10k']];

/** Slaney's mel scale: linear up to 1 kHz, logarithmic above. */
const mel = (hertz) => (hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4));

const tick = (position, text) => el('span', { '--position': position }, text);

/** The part of a song that its spectrogram shows. */
export function picturedPart(seconds) {
  const length = Math.min(EXCERPT_SECONDS, seconds);
  return { start: (seconds - length) / 2, length };
}

/**
 * The spectrogram of a song.
 *
 * @param onSeek called with the position in seconds that was clicked
 * @return element; showPosition(seconds) moves the cursor, null hides it
 */
export function spectrogram(track, name, onSeek) {
  const { start, length } = picturedPart(track.duration_s);
  const timeTicks = [];
  for (let at = 0; at <= length + 0.01; at += TICK_SECONDS) timeTicks.push(tick(at / length, duration(start + at)));
  const whole = Math.round(track.duration_s) <= EXCERPT_SECONDS;
  const image = el('img', {
    src: url(`/api/tracks/${track.id}/spectrogram.png`), width: 1292, height: 128,
    alt: say(whole ? texts.spectrogram.wholeName : texts.spectrogram.middleName, { name, seconds: EXCERPT_SECONDS }),
    onerror: () => figure.replaceChildren(el('p', { class: 'empty' }, texts.spectrogram.missing)),
  });
  const cursor = el('i', { class: 'cursor', hidden: true });
  const picture = el('div', { class: 'picture', onclick: (event) => onSeek(start + (length * event.offsetX) / picture.clientWidth) }, image, cursor);
  const figure = el('figure', { class: 'spectrogram' },
    el('div', { class: 'hertz', 'aria-hidden': 'true' }, FREQUENCY_TICKS.map(([hertz, text]) => tick(mel(hertz) / mel(MAX_HZ), text))),
    picture,
    el('div', { class: 'decibels', 'aria-hidden': 'true' }, el('i'), tick(1, say(texts.spectrogram.level, { level: 0 })), tick(0.5, '−40'), tick(0, '−80')),
    el('div', { class: 'times', 'aria-hidden': 'true' }, timeTicks),
    el('figcaption', { class: 'muted' }, say(whole ? texts.spectrogram.whole : texts.spectrogram.middle, { seconds: EXCERPT_SECONDS })));
  return {
    element: figure,
    showPosition(seconds) {
      const position = seconds === null ? -1 : (seconds - start) / length;
      cursor.hidden = position < 0 || position > 1;
      cursor.style.setProperty('--position', position);
    },
  };
}
