import { copyFrom } from './copy-button.js';
import { fromTemplate } from './dom.js';

/** The controls of every card: copy, rate and dismiss; following a link counts as opened. */
export class CardControls {
  #actions;
  #id;
  #textToCopy;
  #ratings = fromTemplate('ratings-template');
  #pin;
  #isPinned = false;

  /**
   * @param node the card, with a `.card-actions` in it
   * @param actions has feedback(id, kind), dismiss(id), tellHost(news)
   * @param textToCopy returns the text for the copy button
   */
  constructor(node, id, actions, textToCopy) {
    this.#actions = actions;
    this.#id = id;
    this.#textToCopy = textToCopy;
    node.dataset.suggestionId = id;
    this.#pin = node.querySelector('[data-action="pin"]');
    node.querySelector('.card-actions').append(this.#ratings);
    node.addEventListener('click', ({ target }) => {
      const control = /** @type {HTMLElement | null} */ (target.closest('[data-action]'));
      this.#act(control?.dataset.action, control);
    });
    node.addEventListener('auxclick', ({ target, button }) => {
      if (button === 1 && target.closest('[data-action="open"]')) {
        this.#act('open', null);
      }
    });
  }

  update({ rating, isPinned }) {
    this.#isPinned = isPinned;
    this.#pin.ariaPressed = String(isPinned);
    const buttons = /** @type {HTMLElement[]} */ ([...this.#ratings.children]);
    for (const button of buttons) {
      button.ariaPressed = String(button.dataset.action === rating);
    }
  }

  /**
   * @param {string | undefined} action
   * @param {HTMLElement | null} button
   */
  #act(action, button) {
    switch (action) {
      case undefined:
      case 'expand':
      case 'article':
        return;
      case 'open':
        this.#actions.feedback(this.#id, 'opened');
        return;
      case 'copy':
        this.#copy(button);
        return;
      case 'insert':
        this.#actions.tellHost({ type: 'insert', text: this.#textToCopy() });
        this.#actions.feedback(this.#id, 'copied');
        return;
      case 'pin':
        this.#actions.feedback(this.#id, this.#isPinned ? 'unpinned' : 'pinned');
        return;
      case 'dismiss':
        this.#actions.dismiss(this.#id);
        return;
      default:
        this.#actions.feedback(this.#id, action);
    }
  }

  async #copy(button) {
    if (await copyFrom(button, this.#textToCopy())) {
      this.#actions.tellHost({ type: 'copy', text: this.#textToCopy() });
      this.#actions.feedback(this.#id, 'copied');
    }
  }
}
