import { byId, partsOf, setText } from './dom.js';

/** The context of the customer's problem: the issue in one line, and the detected entities. */
export class ContextStrip {
  #parts = partsOf(byId('context'));

  render({ issue, chips }) {
    this.#parts.issue.hidden = issue === '';
    this.#parts.issue.title = issue;
    setText(this.#parts.words, issue);
    this.#parts.chips.hidden = chips.length === 0;
    if (this.#shownChips() !== chips.join('\n')) {
      this.#parts.chips.replaceChildren(...chips.map(chipNode));
    }
  }

  #shownChips() {
    return [...this.#parts.chips.children].map(({ textContent }) => textContent).join('\n');
  }
}

function chipNode(label) {
  const chip = document.createElement('li');
  chip.className = 'chip';
  chip.textContent = label;
  return chip;
}
