/** The call and the token in the page's address. */

const TOKEN_KEY = 'desk.token';

/**
 * The token is removed from the address bar as soon as it is read, and kept for this tab, so that a
 * reload does not lose it.
 */
export function takeToken() {
  const url = new URL(window.location.href);
  const token = url.searchParams.get('token');
  if (token !== null) {
    url.searchParams.delete('token');
    window.history.replaceState(null, '', url);
    keepToken(token);
  }
  return token ?? keptToken();
}

function keepToken(token) {
  try {
    sessionStorage.setItem(TOKEN_KEY, token);
  } catch {
    // Storage is forbidden: after a reload the link has to be followed again.
  }
}

function keptToken() {
  try {
    return sessionStorage.getItem(TOKEN_KEY);
  } catch {
    return null;
  }
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
