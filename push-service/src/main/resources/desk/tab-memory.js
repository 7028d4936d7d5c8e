/** What this tab remembers over a reload; nothing if storage is forbidden. */

export function remember(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Storage is forbidden: after a reload the link has to be followed again.
  }
}

/** @returns {string | null} */
export function remembered(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
