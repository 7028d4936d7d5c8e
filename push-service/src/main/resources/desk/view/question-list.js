import { clock } from '../wording.js';
import { copyFrom } from './copy-button.js';
import { byId, fromTemplate, partsOf, setText, setTextOrHide } from './dom.js';
import { KeyedList } from './keyed-list.js';
import { later } from './motion.js';

const ANSWERED_SHOWN_MS = 2500;

/** Clarifying questions for the customer, the most useful first. */
export class QuestionList {
  #withdrawals = new Map();
  #parent = partsOf(byId('questions')).list;
  #list;
  #answered;

  /** @param actions has feedback(id, kind), goToSegment(id) */
  constructor(actions, seen) {
    this.#answered = new KeyedList(
      partsOf(byId('questions')).answered,
      ({ id }) => new AnsweredView(id, actions),
    );
    this.#list = new KeyedList(this.#parent, (question) => {
      const wasAnswered = () => this.#withdrawals.get(question.id) === 'answered';
      const view = new QuestionView(question, { actions, wasAnswered });
      seen.watch(view.node, question.id);
      return view;
    });
  }

  focus() {
    this.#parent.querySelector('button')?.focus();
  }

  /** The answered questions, one line each. */
  renderAnswered(questions) {
    this.#answered.render(questions, { animate: false });
  }

  /**
   * @param withdrawals why a question was withdrawn, by its id
   * @returns the questions that were not there before
   */
  render(questions, withdrawals, { animate }) {
    this.#withdrawals = withdrawals;
    const added = questions.filter(({ id }) => !this.#list.has(id));
    this.#list.render(questions, { animate });
    return added;
  }
}

class QuestionView {
  node = fromTemplate('question-template');
  #text = partsOf(this.node).text;
  #asked = this.#button('asked');
  #wasAnswered;

  constructor(question, { actions, wasAnswered }) {
    this.#wasAnswered = wasAnswered;
    this.node.dataset.suggestionId = question.id;
    const on = (action, listener) => this.#button(action).addEventListener('click', listener);
    on('asked', () => {
      if (this.#asked.ariaPressed === 'false') {
        actions.feedback(question.id, 'opened');
      }
    });
    on('copy', async ({ currentTarget }) => {
      if (await copyFrom(currentTarget, question.text)) {
        actions.feedback(question.id, 'copied');
      }
    });
    on('dismiss', () => actions.feedback(question.id, 'dismissed'));
  }

  update({ text, asked }) {
    setText(this.#text, text);
    this.#asked.ariaPressed = String(asked);
    this.node.classList.toggle('is-asked', asked);
  }

  #button(action) {
    return /** @type {HTMLElement} */ (this.node.querySelector(`[data-action="${action}"]`));
  }

  async leave() {
    if (this.#wasAnswered()) {
      this.node.classList.add('is-answered');
      await later(ANSWERED_SHOWN_MS);
    }
  }
}

class AnsweredView {
  node = fromTemplate('answered-template');
  #parts = partsOf(this.node);
  #segmentId = '';

  constructor(id, { goToSegment, feedback }) {
    this.#parts.go.addEventListener('click', () => goToSegment(this.#segmentId));
    this.#parts.reopen.addEventListener('click', () => feedback(id, 'restored'));
  }

  update({ text, answer, segmentId, startTime }) {
    this.#segmentId = segmentId;
    this.#parts.go.disabled = segmentId === '';
    setText(this.#parts.text, text);
    setTextOrHide(this.#parts.answer, answer);
    setTextOrHide(this.#parts.time, startTime === undefined ? '' : clock(startTime));
  }
}
