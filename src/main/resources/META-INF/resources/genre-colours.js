// The colours of genres. They differ in lightness too, so that people with any kind of colour vision can tell them apart.

/** On a light and on a dark background; GenreColoursTest has the distances that must remain. */
const COLOURS = {
  blues: ['#6b92a3', '#60bde3'],
  classical: ['#c37d15', '#ed991f'],
  country: ['#612c03', '#a68069'],
  disco: ['#63056e', '#a656b0'],
  electronic: ['#0f77a2', '#bee4fa'],
  folk: ['#6e650d', '#fbe830'],
  hiphop: ['#6a47ed', '#7351fc'],
  jazz: ['#0131a3', '#759ef0'],
  latin: ['#533526', '#c3580b'],
  metal: ['#6f0447', '#cba4b5'],
  pop: ['#8b546b', '#d32f84'],
  reggae: ['#596d3e', '#c9fc7d'],
  rock: ['#ee5a6d', '#ed0e4e'],
  soulrnb: ['#8b6fe0', '#7c5bd6'],
  spoken: ['#03a173', '#2ff8b6'],
  international: ['#ac8843', '#d4a851'],
};

/** Genres of other sets, each with the colour of a genre that its set lacks. */
const SHARED = {
  rap: 'hiphop', rnb: 'soulrnb', poprock: 'rock', vocal: 'pop', newage: 'classical',
  easylistening: 'latin', experimental: 'metal', instrumental: 'disco', oldtimehistoric: 'reggae',
};

const NAMES = Object.keys(COLOURS);

/** The genre's colour as CSS; always the same for the same genre. */
export function colour(genre) {
  const name = genre.toLowerCase().replace(/[^a-z0-9]/g, '');
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  const known = Object.hasOwn(SHARED, name) ? SHARED[name] : name;
  const [light, dark] = COLOURS[Object.hasOwn(COLOURS, known) ? known : NAMES[sum % NAMES.length]];
  return `light-dark(${light}, ${dark})`;
}
