import { t } from '../texts.js';
import { byId, partsOf, setText } from './dom.js';

const WORDS = {
  refused: t('This call is not open to you, or no longer.'),
  unknown: t('No such call. It may be over for long, or not have begun.'),
  offline: t('No connection. What you see may be out of date.'),
};

/** Shows what is wrong with the connection, unless the interruption is brief. */
export class Banner {
  #banner = byId('banner');
  #parts = partsOf(this.#banner);

  constructor({ retryNow }) {
    this.#parts.retry.addEventListener('click', retryNow);
  }

  render({ state }) {
    const words = WORDS[state];
    this.#banner.hidden = words === undefined;
    if (words !== undefined) {
      this.#banner.dataset.state = state;
      setText(this.#parts.text, words);
      this.#parts.retry.hidden = state === 'refused';
    }
  }
}
