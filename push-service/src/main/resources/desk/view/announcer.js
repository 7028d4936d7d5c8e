import { byId } from './dom.js';

const region = byId('announcer');

/** Announces words through a screen reader, after its current speech. */
export function announce(words) {
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = words;
  });
}
