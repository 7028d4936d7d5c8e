/** Wording for the agent: pure functions from values to words. */

/** Words before the value of an entity, for values that need an explanation. */
const ENTITY_WORDS = new Map([
  ['error_code', 'Error'],
  ['version', 'Version'],
  ['order_number', 'Order'],
  ['product_name', ''],
  ['operating_system', ''],
]);

const END_REASONS = new Map([
  ['hangup', 'hung up'],
  ['idle', 'closed after silence'],
]);

const CRM_NAMES = new Map([
  ['salesforce', 'Salesforce'],
  ['zendesk', 'Zendesk'],
  ['hubspot', 'HubSpot'],
  ['file', 'the customer file'],
]);

/** Why nothing was shown for the latest speech. */
const SILENCES = new Map([
  ['nothing_new', 'Nothing new was said.'],
  ['not_needed', 'What was said last needs no article.'],
  ['insufficient_context', 'It is not clear yet what the customer needs.'],
  ['nothing_found', 'The knowledge base has nothing on this.'],
  ['not_likely_enough', 'No article fits well enough to show it.'],
  ['language_not_known', 'The customer speaks a language that the assistant does not know.'],
  ['enough_shown', 'Several cards came at once. What else fits is a line below.'],
  ['cooling_down', 'A card has just come. What else fits is a line below.'],
  ['agent_speaking', 'What fits better comes when you have finished.'],
  ['nothing_to_add', 'What fits has been shown already.'],
  ['timeout', 'The last search took too long.'],
]);

/** @param {string[]} titles of articles that say the same as the one shown */
export function alsoInWords(titles) {
  const articles = titles.length === 1 ? '1 more article' : `${titles.length} more articles`;
  return titles.length === 0 ? '' : `Also in ${articles}: ${titles.join(', ')}`;
}

/** @returns '' if the reason needs no words */
export function silenceWords(reason) {
  return SILENCES.get(reason) ?? '';
}

/** Why a card left. */
const WITHDRAWALS = new Map([
  ['need_met', 'the customer says that it works'],
  ['need_changed', 'the call is about something else now'],
]);

/** @returns '' if the reason needs no words */
export function withdrawalWords(title, reason) {
  const why = WITHDRAWALS.get(reason);
  return why === undefined ? '' : `“${title}” has left: ${why}.`;
}

export function crmName(crm) {
  return CRM_NAMES.get(crm) ?? (plainWords(crm) || 'the CRM');
}

export function entityLabel({ type, value }) {
  return value === '' ? '' : `${ENTITY_WORDS.get(type) ?? plainWords(type)} ${value}`.trim();
}

export function speakerLabel(speaker, { customerName, agentName }) {
  switch (speaker) {
    case 'customer':
      return customerName ?? 'Customer';
    case 'agent':
      return agentName ?? 'Agent';
    default:
      return 'Speaker';
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
    return 'now';
  }
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

/** Like {@link roughly}, and "5 d", "3 mo", "2 y" for other days. */
export function age(milliseconds) {
  const days = Math.floor(milliseconds / 86_400_000);
  if (days < 2) {
    return roughly(milliseconds);
  }
  if (days < 60) {
    return `${days} d`;
  }
  return days < 730 ? `${Math.floor(days / 30.4)} mo` : `${Math.floor(days / 365)} y`;
}

export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => (word ? [...word][0].toUpperCase() : '')).join('');
}

export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** @param connection as {@link Connection} reports it */
export function connectionWords({ state, retryAt, isFirst }, { now, isEnded, isUnknown }) {
  const wait =
    retryAt === undefined ? '' : ` in ${Math.max(1, Math.ceil((retryAt - now) / 1000))} s`;
  switch (state) {
    case 'live':
      if (isUnknown) {
        return 'No such call yet';
      }
      return isEnded ? 'Connected' : 'Live';
    case 'unknown':
      return 'No such call';
    case 'refused':
      return 'Access refused';
    case 'offline':
      return wait === '' ? 'Offline' : `Offline, retrying${wait}`;
    default:
      return isFirst ? 'Connecting…' : `Reconnecting${wait}…`;
  }
}
