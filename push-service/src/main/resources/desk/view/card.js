import { pieces } from '../excerpt.js';
import { copyText } from './clipboard.js';
import { fromTemplate, isWebAddress, partsOf, setText, setTextOrHide } from './dom.js';
import { later } from './motion.js';

const COPIED_SHOWN_MS = 1600;

export class CardView {
  node = fromTemplate('card-template');
  #parts = partsOf(this.node);
  #ratings = [...this.node.querySelectorAll('.rating')];
  #actions;
  #card;

  /** @param actions {feedback(id, kind), dismiss(id)} */
  constructor(card, actions) {
    this.#actions = actions;
    this.node.dataset.suggestionId = card.id;
    this.node.dataset.articleId = card.articleId;
    this.node.addEventListener('click', ({ target }) => {
      this.#act(target.closest('[data-action]')?.dataset.action);
    });
    this.#parts.source.addEventListener('auxclick', ({ button }) => {
      if (button === 1) {
        this.#act('open');
      }
    });
    this.#parts.more.addEventListener('click', () => this.#toggleMore());
    new ResizeObserver(() => this.#offerMore()).observe(this.#parts.excerpt);
  }

  update(card, index) {
    const before = this.#card;
    this.#card = card;
    this.node.classList.toggle('is-lead', index === 0);
    this.node.dataset.confidence = card.confidence.level;
    setText(this.#parts.words, card.confidence.words);
    setText(this.#parts.title, card.title);
    setText(this.#parts.whyWords, card.whyNow);
    this.#parts.why.hidden = card.whyNow === '';
    this.#showSource(card);
    if (before?.excerpt !== card.excerpt || before.highlights !== card.highlights) {
      this.#parts.excerpt.replaceChildren(...highlighted(card));
    }
    for (const button of this.#ratings) {
      button.ariaPressed = String(button.dataset.action === card.rating);
    }
  }

  #showSource({ articleId, url }) {
    const { source, articleId: linkWords, sourceId } = this.#parts;
    source.hidden = !isWebAddress(url);
    if (!source.hidden) {
      source.href = url;
    }
    setText(linkWords, articleId || 'Source');
    setTextOrHide(sourceId, source.hidden ? articleId : '');
  }

  #act(action) {
    switch (action) {
      case undefined:
        return;
      case 'open':
        this.#actions.feedback(this.#card.id, 'opened');
        return;
      case 'copy':
        this.#copy();
        return;
      case 'dismiss':
        this.#actions.dismiss(this.#card.id);
        return;
      default:
        this.#actions.feedback(this.#card.id, action);
    }
  }

  async #copy() {
    const { id, excerpt, title, url, articleId } = this.#card;
    if (!(await copyText(`${excerpt}\n\n${title}\n${isWebAddress(url) ? url : articleId}`))) {
      return;
    }
    this.#actions.feedback(id, 'copied');
    setText(this.#parts.copyWords, 'Copied');
    await later(COPIED_SHOWN_MS);
    setText(this.#parts.copyWords, 'Copy');
  }

  #toggleMore() {
    this.node.classList.toggle('is-expanded');
    this.#offerMore();
  }

  #offerMore() {
    const { excerpt, more } = this.#parts;
    const isExpanded = this.node.classList.contains('is-expanded');
    more.hidden = !isExpanded && excerpt.scrollHeight <= excerpt.clientHeight + 1;
    more.ariaExpanded = String(isExpanded);
    setText(more, isExpanded ? 'Show less' : 'Show more');
  }
}

function highlighted({ excerpt, highlights }) {
  return pieces(excerpt, highlights).map(({ text, marked }) => {
    if (!marked) {
      return text;
    }
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}
