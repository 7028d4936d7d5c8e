import { t } from '../texts.js';
import { byId, partsOf, setText } from './dom.js';
import { showNotice } from './notice.js';

/** The box where the agent asks the knowledge base, and its status until the answer comes. */
export class AskBox {
  #form = byId('ask-box');
  #input = partsOf(this.#form).input;
  #send = partsOf(this.#form).send;
  #answer = byId('answer');
  #answerParts = partsOf(this.#answer);

  /** @param actions has ask(question), which returns whether it was sent, and stopAsking() */
  constructor(actions) {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const question = this.#input.value.trim();
      if (question === '') {
        return;
      }
      if (actions.ask(question)) {
        this.#input.value = '';
      } else {
        showNotice(t('Not connected. Your question is still in the box; try again in a moment.'));
      }
    });
    this.#answerParts.close.addEventListener('click', () => actions.stopAsking());
  }

  focus() {
    this.#input.focus();
  }

  clear() {
    this.#input.value = '';
  }

  /** @param closedBecause why asking is not possible any more, or null */
  render(asking, closedBecause) {
    this.#input.disabled = closedBecause !== null;
    this.#send.disabled = closedBecause !== null;
    this.#input.placeholder = closedBecause ?? t('Ask the knowledge base…');
    this.#answer.hidden = asking === null;
    if (asking !== null) {
      const { question } = asking;
      const words = asking.answered
        ? t('Nothing found for “{question}”', { question })
        : t('Looking for “{question}”', { question });
      setText(this.#answerParts.text, words);
      this.#answerParts.spinner.hidden = asking.answered;
      this.#answerParts.close.hidden = !asking.answered;
    }
  }
}
