/** Wording for the agent: pure functions from values to words. */

import { plural, t } from './texts.js';

/** Words before the value of an entity, for values that need an explanation. */
const ENTITY_WORDS = new Map([
  ['error_code', t('Error')],
  ['version', t('Version')],
  ['order_number', t('Order')],
  ['file_name', t('File name')],
  ['website', t('Website')],
  ['device', t('Device')],
  ['ui_element', t('Screen element')],
  ['product_name', ''],
  ['operating_system', ''],
]);

const END_REASONS = new Map([
  ['hangup', t('hung up')],
  ['idle', t('closed after silence')],
]);

const CRM_NAMES = new Map([
  ['salesforce', 'Salesforce'],
  ['zendesk', 'Zendesk'],
  ['hubspot', 'HubSpot'],
  ['file', t('the customer file')],
]);

/** Why nothing was shown for the latest speech. */
const SILENCES = new Map([
  ['nothing_new', t('Nothing new was said.')],
  ['not_needed', t('What was said last needs no article.')],
  ['insufficient_context', t('It is not clear yet what the customer needs.')],
  ['nothing_found', t('The knowledge base has nothing on this.')],
  ['not_likely_enough', t('No article fits well enough to show it.')],
  ['language_not_known', t('The customer speaks a language that the assistant does not know.')],
  ['enough_shown', t('Several cards came at once. What else fits is a line below.')],
  ['cooling_down', t('A card has just come. What else fits is a line below.')],
  ['agent_speaking', t('What fits better comes when you have finished.')],
  ['nothing_to_add', t('What fits has been shown already.')],
  ['timeout', t('The last search took too long.')],
]);

/** How the server introduces what was said. */
const SAID = 'Customer said: ';
const ASKED = 'You asked: ';

/** @param {string} whyNow of a card, in the server's words */
export function whyNowWords(whyNow) {
  if (whyNow.startsWith(SAID)) {
    return t('Customer said: {quote}', { quote: whyNow.slice(SAID.length) });
  }
  return whyNow.startsWith(ASKED)
    ? t('You asked: {quote}', { quote: whyNow.slice(ASKED.length) })
    : whyNow;
}

/** @param {string[]} titles of articles that say the same as the one shown */
export function alsoInWords(titles) {
  return titles.length === 0
    ? ''
    : plural(
        titles.length,
        'Also in {count} more article: {titles}',
        'Also in {count} more articles: {titles}',
        { titles: titles.join(', ') },
      );
}

/** @returns '' if the reason needs no words */
export function silenceWords(reason) {
  return SILENCES.get(reason) ?? '';
}

/** Why a card left. */
const WITHDRAWALS = new Map([
  ['need_met', t('the customer says that it works')],
  ['need_changed', t('the call is about something else now')],
]);

/** @returns '' if the reason needs no words */
export function withdrawalWords(title, reason) {
  const why = WITHDRAWALS.get(reason);
  return why === undefined ? '' : t('“{title}” has left: {why}.', { title, why });
}

export function crmName(crm) {
  return CRM_NAMES.get(crm) ?? (plainWords(crm) || t('the CRM'));
}

export function entityLabel({ type, value }) {
  return value === '' ? '' : `${ENTITY_WORDS.get(type) ?? plainWords(type)} ${value}`.trim();
}

export function speakerLabel(speaker, { customerName, agentName }) {
  switch (speaker) {
    case 'customer':
      return customerName ?? t('Customer');
    case 'agent':
      return agentName ?? t('Agent');
    default:
      return t('Speaker');
  }
}

export function endReason(reason) {
  return reason ? (END_REASONS.get(reason) ?? plainWords(reason).toLowerCase()) : '';
}

/** `identify_product` becomes `Identify product`. */
export function plainWords(identifier) {
  const words = identifier.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 03:07, and 1:03:07 from an hour on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(whole % 60)}`;
}

/** "Now", "4 min", "2 h": precise enough for a list. */
export function roughly(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) {
    return t('now');
  }
  return minutes < 60
    ? t('{count} min', { count: minutes })
    : t('{count} h', { count: Math.floor(minutes / 60) });
}

/** Like {@link roughly}, and "5 d", "3 mo", "2 y" for other days. */
export function age(milliseconds) {
  const days = Math.floor(milliseconds / 86_400_000);
  if (days < 2) {
    return roughly(milliseconds);
  }
  if (days < 60) {
    return t('{count} d', { count: days });
  }
  return days < 730
    ? t('{count} mo', { count: Math.floor(days / 30.4) })
    : t('{count} y', { count: Math.floor(days / 365) });
}

export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => (word ? [...word][0].toUpperCase() : '')).join('');
}

/** @param connection as {@link Connection} reports it */
export function connectionWords({ state, retryAt, isFirst }, { now, isEnded, isUnknown }) {
  const isWaiting = retryAt !== undefined;
  const seconds = Math.max(1, Math.ceil((retryAt - now) / 1000));
  switch (state) {
    case 'live':
      if (isUnknown) {
        return t('No such call yet');
      }
      return isEnded ? t('Connected') : t('Live');
    case 'unknown':
      return t('No such call');
    case 'refused':
      return t('Access refused');
    case 'offline':
      return isWaiting ? t('Offline, retrying in {seconds} s', { seconds }) : t('Offline');
    default:
      if (isFirst) {
        return t('Connecting…');
      }
      return isWaiting ? t('Reconnecting in {seconds} s…', { seconds }) : t('Reconnecting…');
  }
}
