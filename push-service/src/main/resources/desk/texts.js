/** The words, dates and times of the interface in the language that settings-at-start.js has set. */

import de from './texts/de.js';
import es from './texts/es.js';
import { translator } from './translation.js';

/** @type {Record<string, import('./translation.js').Texts>} */
const TEXTS = { de, es };

const language = globalThis.document?.documentElement.lang || 'en';
const locale =
  globalThis.navigator?.languages?.find((one) => one.split('-')[0] === language) ?? language;

export const { t, plural } = translator(TEXTS[language] ?? {}, locale);

const DAY = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const SHORT_DAY = new Intl.DateTimeFormat(locale);
const TIME = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });

/** @param {Date | number} date */
export const day = (date) => DAY.format(date);

/** @param {Date | number} date */
export const shortDay = (date) => SHORT_DAY.format(date);

/** @param {Date | number} date */
export const timeOfDay = (date) => TIME.format(date);
