// What a song looks like, between axes.
import { duration, el } from './dom.js';

const SECONDS = 30;
const STEP = 5;
const TOP = 11_025;
const HERTZ = [[200, '200'], [500, '500'], [1000, '1k'], [2000, '2k'], [5000, '5k'], [10_000, '10k']];

/** Slaney's mel scale: straight up to 1 kHz, by ratios above. */
const mel = (hertz) => (hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4));

const mark = (place, text) => el('span', { '--place': place }, text);

export function spectrogram(track, name) {
  const length = Math.min(SECONDS, track.duration_s);
  const start = (track.duration_s - length) / 2;
  const times = [];
  for (let at = 0; at <= length + 0.01; at += STEP) times.push(mark(at / length, duration(start + at)));
  const image = el('img', {
    src: `/api/tracks/${track.id}/spectrogram.png`, width: 1292, height: 128,
    alt: `Mel spectrogram of ${name}`,
    onerror: () => figure.replaceChildren(el('p', { class: 'empty' }, 'No picture: the file is not where it was. Put it back, or drop it into the inbox again.')),
  });
  const figure = el('figure', { class: 'spectrogram' },
    el('div', { class: 'hertz', 'aria-hidden': 'true' }, HERTZ.map(([hertz, text]) => mark(mel(hertz) / mel(TOP), text))),
    image,
    el('div', { class: 'decibels', 'aria-hidden': 'true' }, el('i'), mark(1, '0 dB'), mark(0.5, '−40'), mark(0, '−80')),
    el('div', { class: 'times', 'aria-hidden': 'true' }, times),
    el('figcaption', { class: 'quiet' }, `Pitch in Hz over the ${length < SECONDS ? 'whole song' : 'middle 30 seconds'}; loudness below its loudest moment`));
  return figure;
}
