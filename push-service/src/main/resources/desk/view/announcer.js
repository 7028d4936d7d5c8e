import { byId } from './dom.js';

const region = byId('announcer');

/** Says something to a screen reader when it has finished what it is saying. */
export function announce(words) {
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = words;
  });
}
