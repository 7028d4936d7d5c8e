/** The words, dates and times of the interface in the language that settings-at-start.js has set. */

import { translator } from './translation.js';

const language = globalThis.document?.documentElement.lang || 'en';
const locale =
  globalThis.navigator?.languages?.find((one) => one.split('-')[0] === language) ?? language;

// If the texts cannot be loaded, the desk opens in English rather than not at all.
const texts = await textsOf(language).catch(() => ({}));

export const { t, plural } = translator(texts, locale);

const DAY = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const SHORT_DAY = new Intl.DateTimeFormat(locale);
const TIME = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });

/** @param {Date | number} date */
export const day = (date) => DAY.format(date);

/** @param {Date | number} date */
export const shortDay = (date) => SHORT_DAY.format(date);

/** @param {Date | number} date */
export const timeOfDay = (date) => TIME.format(date);

/** @returns {Promise<import('./translation.js').Texts>} */
async function textsOf(code) {
  switch (code) {
    case 'de':
      return (await import('./texts/de.js')).default;
    case 'es':
      return (await import('./texts/es.js')).default;
    default:
      return {};
  }
}
