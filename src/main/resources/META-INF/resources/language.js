// The language of the page, and numbers and dates as it writes them.

/** What the page speaks; a dictionary for ?lang=, then what the browser prefers. */
const KNOWN = /^(en|de)(-([a-z]{2}|\d{3}))?$/i;
const preferred = [new URLSearchParams(globalThis.location?.search).get('lang'), ...(globalThis.navigator?.languages ?? [])];

/** With the region, which decides how dates are written. */
const locale = preferred.find((tag) => KNOWN.test(tag)) ?? 'en-GB';

/** en or de. */
export const language = locale.slice(0, 2).toLowerCase();

const counts = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);
const THOUSANDS = language === 'en' ? '\u202f' : counts.formatToParts(1234).find(({ type }) => type === 'group').value;

/** A number with separated thousands; in English by thin spaces. */
export const count = (number) => counts.formatToParts(number).map(({ type, value }) => (type === 'group' ? THOUSANDS : value)).join('');

/** A number with at least and at most so many digits after its point. */
export const decimal = (number, least, most = least) => number.toLocaleString(language, { minimumFractionDigits: least, maximumFractionDigits: most, useGrouping: false });

/** The form that a number needs: "one" or "other". */
export const form = (number) => plurals.select(number);

/** A number of seconds, minutes, hours or days in words. */
export const inUnits = (number, unit) => number.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'long' });

export const timeOfDay = (date) => date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
export const dayAndMonth = (date) => date.toLocaleDateString(locale, { day: 'numeric', month: 'short' });
export const dateAndTime = (date) => date.toLocaleString(locale);
