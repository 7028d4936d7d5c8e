import { byId, partsOf } from './dom.js';

const SHOWN_MS = 8000;

const offer = byId('undo');
const parts = partsOf(offer);
let timer = null;
/** @type {{undo: () => void, because: (reason: string) => void}} */
let actions = { undo: () => {}, because: () => {} };

parts.button.addEventListener('click', () => {
  hideUndo();
  actions.undo();
});
parts.reasons.addEventListener('click', ({ target }) => {
  const { reason } = target.closest('button')?.dataset ?? {};
  if (reason !== undefined) {
    hideUndo();
    actions.because(reason);
  }
});

/**
 * Offers for some seconds to take the last action back, or to say why.
 *
 * @param next has undo(), because(reason)
 */
export function offerUndo(words, next) {
  clearTimeout(timer);
  actions = next;
  parts.words.textContent = words;
  offer.hidden = false;
  timer = setTimeout(hideUndo, SHOWN_MS);
}

/** Takes the last action back, if that is still offered. */
export function undo() {
  if (!offer.hidden) {
    parts.button.click();
  }
}

/** @returns whether the key chose a reason for the last action */
export function because(key) {
  const buttons = offer.hidden ? [] : [...parts.reasons.querySelectorAll('button')];
  const button = buttons.find((one) => one.getAttribute('aria-keyshortcuts') === key);
  button?.click();
  return button !== undefined;
}

export function hideUndo() {
  clearTimeout(timer);
  offer.hidden = true;
}
