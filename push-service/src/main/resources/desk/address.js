/**
 * The call in the page's address. The token is removed from the address bar as soon as it is read.
 */

export function takeToken() {
  const url = new URL(window.location.href);
  const token = url.searchParams.get('token');
  if (token !== null) {
    url.searchParams.delete('token');
    window.history.replaceState(null, '', url);
  }
  return token;
}

export function currentSession() {
  return new URL(window.location.href).searchParams.get('session');
}

export function addressOf(sessionId) {
  return sessionId === null ? './' : `./?session=${encodeURIComponent(sessionId)}`;
}

export function goTo(sessionId) {
  window.history.pushState(null, '', addressOf(sessionId));
}
