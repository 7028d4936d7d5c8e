/** Single-key shortcuts, active unless the agent is typing or has turned them off. */

import { remember, remembered } from '../stored.js';

const OFF_KEY = 'desk.shortcuts-off';

const CARD_ACTIONS = {
  e: 'expand',
  o: 'open',
  c: 'copy',
  h: 'helpful',
  n: 'not_helpful',
  i: 'irrelevant',
  p: 'pin',
  x: 'dismiss',
};

/**
 * @param toggle the checkbox that turns the keys on and off
 * @param actions has moveCard(step), selectCard(index), actOnCard(action), openSelected(), showWaiting(), undo(),
 *     because(key), toggleQuiet(), toggleBrief(), toggleNote(), goToQuestions(), goToTranscript(), ask(), help(),
 *     openSettings(), stopReading()
 */
export function wireShortcuts(toggle, actions) {
  toggle.checked = remembered(OFF_KEY) !== 'true';
  toggle.addEventListener('change', () => remember(OFF_KEY, String(!toggle.checked)));

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    if (document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === 'Escape') {
      actions.stopReading();
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    } else if (toggle.checked && !isTyping(event) && act(event, actions)) {
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
    case 'Enter':
      return actions.openSelected();
    case ' ':
      return actions.showWaiting();
    case 's':
      if (!repeat) {
        actions.toggleQuiet();
      }
      return true;
    case 'z':
      actions.undo();
      return true;
    case 'b':
      actions.toggleBrief();
      return true;
    case 'q':
      actions.goToQuestions();
      return true;
    case 't':
      actions.goToTranscript();
      return true;
    case '/':
      actions.ask();
      return true;
    case '?':
      actions.help();
      return true;
    case 'm':
      actions.openSettings();
      return true;
    default:
      if (/^[1-9]$/.test(key)) {
        actions.selectCard(Number(key) - 1);
        return true;
      }
      if (actions.because(key)) {
        return true;
      }
      if (key === 'w') {
        actions.toggleNote();
        return true;
      }
      if (!Object.hasOwn(CARD_ACTIONS, key) || repeat) {
        return false;
      }
      actions.actOnCard(CARD_ACTIONS[key]);
      return true;
  }
}

/** Space and Enter press the button or tick the box that has the focus. */
function isTyping({ target, key }) {
  const isPress =
    (key === ' ' || key === 'Enter') &&
    target.closest('button, a, summary, label, [role="tab"], input') !== null;
  return (
    isPress || target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]')
  );
}
