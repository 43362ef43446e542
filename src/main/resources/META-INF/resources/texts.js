// The texts of the page: of all languages, only the file of the page's own is loaded.
import { count, form, language } from './language.js';

export const texts = await (language === 'de' ? import('./texts-de.js') : import('./texts-en.js'));

const PLACE = /\{(\w+)\}/;
const inForm = (text, number) => (typeof text === 'string' ? text : text[form(number)]);
const shown = (value) => (typeof value === 'number' ? count(value) : value);

/** A text with its values, as children of an element; values are numbers, texts or elements. */
export const parts = (text, values = {}) => inForm(text, values.count).split(PLACE)
  .map((part, i) => (i % 2 ? shown(values[part]) ?? `{${part}}` : part));

/** A text with its values. */
export const say = (text, values) => parts(text, values).join('');

/** Independent short texts, one behind the other; those that are null are left out. */
export const list = (...items) => items.filter(Boolean).join(', ');
