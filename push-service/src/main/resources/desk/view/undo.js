import { byId, partsOf } from './dom.js';

const offer = byId('undo');
const parts = partsOf(offer);
let timer = null;
let takeBack = () => {};

parts.button.addEventListener('click', () => {
  hideUndo();
  takeBack();
});

/** Offers for some time to take the last action back. */
export function offerUndo(words, milliseconds, action) {
  clearTimeout(timer);
  takeBack = action;
  parts.words.textContent = words;
  offer.hidden = false;
  timer = setTimeout(hideUndo, milliseconds);
}

/** Takes the last action back, if that is still offered. */
export function undo() {
  if (!offer.hidden) {
    parts.button.click();
  }
}

export function hideUndo() {
  clearTimeout(timer);
  offer.hidden = true;
}
