/**
 * The messages between the embedded desk and the page that embeds it. Each is an object with the
 * version of this contract and a type.
 */

import { list, text } from './plain.js';

export const VERSION = 1;

const THEMES = new Set(['light', 'dark', 'system']);
const SESSION = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * @typedef {{type: 'init', session: string | null, token: string | null, theme: string | null,
 *     inserts: boolean} | {type: 'token', token: string} | {type: 'theme', theme: string}} HostMessage
 */

/**
 * Reads a message of the embedding page.
 *
 * @param {any} data
 * @returns {HostMessage | null} null if it is of another contract or lacks a usable value
 */
export function hostMessageOf(data) {
  if (!(data instanceof Object) || data.supportAssistant !== VERSION) {
    return null;
  }
  const theme = THEMES.has(data.theme) ? data.theme : null;
  switch (data.type) {
    case 'init':
      return {
        type: 'init',
        session: SESSION.test(text(data.session)) ? data.session : null,
        token: text(data.token) || null,
        theme,
        inserts: data.inserts === true,
      };
    case 'token':
      return text(data.token) === '' ? null : { type: 'token', token: data.token };
    case 'theme':
      return theme === null ? null : { type: 'theme', theme };
    default:
      return null;
  }
}

/**
 * What the embedding page is told when the desk receives a message. Only changes are news: the state
 * of the wrap-up is told once, also after a reconnect that repeats all messages.
 *
 * @param {any} message
 * @param {string} told the state of the wrap-up that the page was told last, or ''
 * @returns {{type: string, [name: string]: unknown}[]}
 */
export function newsFor(message, told = '') {
  switch (message.type) {
    case 'suggestions':
      return list(message.suggestions)
        .filter(({ level }) => level !== 'row')
        .slice(0, 1)
        .map(({ id, article_id, title, url }) => ({
          type: 'card',
          id: text(id),
          articleId: text(article_id),
          title: text(title),
          url: text(url),
        }));
    case 'token_expiring':
      return [{ type: 'token-expiring', expiresAt: text(message.expires_at) }];
    case 'call':
      return message.status === 'ended' && told === '' ? [{ type: 'wrapup', state: 'open' }] : [];
    case 'brief':
      return told === 'saved' ? [] : savedNote(message.note);
    default:
      return [];
  }
}

function savedNote(note) {
  const isSaved = note instanceof Object && text(note.status).startsWith('saved');
  return isSaved
    ? [
        {
          type: 'wrapup',
          state: 'saved',
          outcome: text(note.outcome),
          disposition: text(note.disposition),
        },
      ]
    : [];
}
