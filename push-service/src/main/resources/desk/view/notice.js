import { byId } from './dom.js';

const SHOWN_MS = 6000;

const notice = byId('notice');
let timer = null;

/** Shows a short notice at the edge of the page. */
export function showNotice(words) {
  clearTimeout(timer);
  notice.textContent = words;
  notice.hidden = false;
  timer = setTimeout(() => {
    notice.hidden = true;
  }, SHOWN_MS);
}
