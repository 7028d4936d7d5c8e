/** Single-key shortcuts, active unless the agent is typing or has turned them off. */

const OFF_KEY = 'desk.shortcuts-off';

const CARD_ACTIONS = {
  o: 'open',
  c: 'copy',
  h: 'helpful',
  n: 'not_helpful',
  i: 'irrelevant',
  x: 'dismiss',
};

/**
 * @param toggle the checkbox that turns the keys on and off
 * @param actions has moveCard(step), actOnCard(action), ask(), help()
 */
export function wireShortcuts(toggle, actions) {
  toggle.checked = !areOff();
  toggle.addEventListener('change', () => turnOff(!toggle.checked));

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    if (document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === 'Escape') {
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    } else if (toggle.checked && !isTyping(event.target) && act(event, actions)) {
      event.preventDefault();
    }
  });
}

/** @returns whether the key is a shortcut */
function act({ key, repeat }, actions) {
  switch (key) {
    case 'j':
      actions.moveCard(1);
      return true;
    case 'k':
      actions.moveCard(-1);
      return true;
    case '/':
      actions.ask();
      return true;
    case '?':
      actions.help();
      return true;
    default:
      if (!Object.hasOwn(CARD_ACTIONS, key) || repeat) {
        return false;
      }
      actions.actOnCard(CARD_ACTIONS[key]);
      return true;
  }
}

function isTyping(target) {
  return target.matches('input, textarea, select, [contenteditable]');
}

function areOff() {
  try {
    return localStorage.getItem(OFF_KEY) === 'true';
  } catch {
    return false;
  }
}

function turnOff(off) {
  try {
    localStorage.setItem(OFF_KEY, String(off));
  } catch {
    // Storage is forbidden: the choice lasts until the page is left.
  }
}
