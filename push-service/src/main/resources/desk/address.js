/** The call and the token in the page's address. */

import { keepDrafts } from './drafts.js';
import { remember, remembered } from './tab-memory.js';

const TOKEN_KEY = 'desk.token';
const SIGNED_IN_KEY = 'desk.signed-in-at';
const JUST_MS = 30_000;

/**
 * The token is removed from the address bar as soon as it is read, and kept for this tab, so that a
 * reload does not lose it.
 */
export function takeToken() {
  const url = new URL(window.location.href);
  const signedIn = new URLSearchParams(url.hash.slice(1)).get('token');
  const token = signedIn ?? url.searchParams.get('token');
  if (token !== null) {
    url.searchParams.delete('token');
    url.hash = '';
    window.history.replaceState(null, '', url);
    remember(TOKEN_KEY, token);
  }
  if (signedIn !== null) {
    remember(SIGNED_IN_KEY, String(Date.now()));
  }
  return token ?? remembered(TOKEN_KEY);
}

/**
 * Leaves the page to sign in and come back.
 *
 * @param {string} path of the sign-in
 * @returns {boolean} false if the page has just come back from there
 */
export function signIn(path) {
  if (Date.now() - Number(remembered(SIGNED_IN_KEY) ?? 0) < JUST_MS) {
    return false;
  }
  keepDrafts(currentSession());
  const { pathname, search } = window.location;
  window.location.assign(`${path}?to=${encodeURIComponent(pathname + search)}`);
  return true;
}

export function currentSession() {
  return new URL(window.location.href).searchParams.get('session');
}

/** The link that opens a call. */
export function addressOf(sessionId) {
  return sessionId === null ? './' : `./?session=${encodeURIComponent(sessionId)}`;
}

export function goTo(sessionId) {
  window.history.pushState(null, '', addressOf(sessionId));
}
