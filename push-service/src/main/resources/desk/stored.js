/** What the browser keeps for this page. Where storage is forbidden, it lasts until the page is left. */

const TEST_KEY = 'desk.test';

/** @type {Map<string, string>} */
const unstored = new Map();

/** @returns {string | null} */
export function remembered(key) {
  try {
    return unstored.get(key) ?? localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  unstored.delete(key);
  try {
    localStorage.setItem(key, value);
  } catch {
    unstored.set(key, value);
  }
}

/** Whether a value survives a reload of the page. */
export function canStore() {
  try {
    localStorage.setItem(TEST_KEY, '');
    localStorage.removeItem(TEST_KEY);
    return true;
  } catch {
    return false;
  }
}
