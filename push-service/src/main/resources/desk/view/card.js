import { t } from '../texts.js';
import { languageOf } from '../spoken-language.js';
import { alsoInWords, whyNowWords } from '../wording.js';
import { showAge } from './age.js';
import { CardControls } from './card-controls.js';
import {
  fromTemplate,
  isWebAddress,
  markLanguage,
  partsOf,
  setText,
  setTextOrHide,
  sourceWords,
} from './dom.js';
import { textNodes } from './text-nodes.js';

/** An article of the knowledge base: why now, the answer, its excerpt, and its source. */
export class CardView {
  node = fromTemplate('card-template');
  #parts = partsOf(this.node);
  #controls;
  #card;
  #steps = [];

  /** @param actions has feedback(id, kind, more), dismiss(id) */
  constructor(card, actions) {
    this.#parts.excerpt.addEventListener('change', ({ target }) => {
      const kind = target.checked ? 'step_done' : 'step_undone';
      actions.feedback(card.id, kind, { step: Number(target.dataset.step) });
    });
    this.#controls = new CardControls(this.node, card.id, actions, () => this.#textToCopy());
    this.#parts.article.addEventListener('click', () => this.#openArticle(actions));
    this.node.dataset.articleId = card.articleId;
    this.#parts.more.addEventListener('click', () => this.#toggleMore());
    new ResizeObserver(() => this.#offerMore()).observe(this.#parts.excerpt);
  }

  update(card, index) {
    const before = this.#card;
    this.#card = card;
    this.node.classList.toggle('is-lead', index === 0 && !card.isRow);
    this.node.classList.toggle('is-row', card.isRow);
    this.node.dataset.confidence = card.confidence.level;
    setText(
      this.#parts.words,
      card.source === '' ? card.confidence.words : t('From {name}', { name: card.source }),
    );
    this.node.classList.toggle('is-of-others', card.source !== '');
    setText(this.#parts.title, card.title);
    setText(this.#parts.whyWords, whyNowWords(card.whyNow));
    this.#parts.why.hidden = card.whyNow === '';
    const isAllThereIs = card.answerLine === card.excerpt;
    setTextOrHide(this.#parts.answerLine, isAllThereIs ? '' : card.answerLine);
    this.#showSource(card);
    showAge(this.#parts.updated, card.updatedAt);
    setTextOrHide(this.#parts.alsoIn, alsoInWords(card.alsoIn));
    if (before?.excerpt !== card.excerpt || before.highlights !== card.highlights) {
      this.#parts.excerpt.replaceChildren(...textNodes(card.excerpt, card.highlights, stepOf));
      this.#markLanguage(card);
      this.#steps = [...this.#parts.excerpt.querySelectorAll('[data-step]')];
    }
    for (const step of this.#steps) {
      step.checked = card.stepsDone.includes(Number(step.dataset.step));
    }
    this.#controls.update(card);
    this.#offerMore();
  }

  /** The article may be in another language than the page. */
  #markLanguage({ title, answerLine, excerpt }) {
    const { title: heading, answerLine: answer, excerpt: quote } = this.#parts;
    markLanguage([heading, answer, quote], languageOf([title, answerLine, excerpt].join(' ')));
  }

  #showSource({ articleId, url }) {
    const { article, source, articleId: linkWords, sourceId } = this.#parts;
    article.hidden = articleId === '';
    source.hidden = !isWebAddress(url);
    if (!source.hidden) {
      source.href = url;
    }
    setText(linkWords, articleId || t('Source'));
    setTextOrHide(sourceId, source.hidden ? articleId : '');
  }

  #textToCopy() {
    const { answerLine, excerpt, title, url, articleId } = this.#card;
    const isInExcerpt = answerLine === '' || excerpt.includes(answerLine);
    const answer = isInExcerpt ? '' : `${answerLine}\n\n`;
    return `${answer}${excerpt}\n\n${title}\n${sourceWords(url, articleId)}`;
  }

  /** The card counts as being read until the article is closed. */
  #openArticle(actions) {
    this.node.classList.add('is-open');
    actions.openArticle(this.#card, () => this.node.classList.remove('is-open'));
  }

  #toggleMore() {
    this.node.classList.toggle('is-expanded');
    this.#offerMore();
  }

  #offerMore() {
    const { excerpt, more } = this.#parts;
    const isExpanded = this.node.classList.contains('is-expanded');
    const isRow = this.node.classList.contains('is-row');
    const hasMore = isExpanded || isRow || excerpt.scrollHeight > excerpt.clientHeight + 1;
    this.node.classList.toggle('has-more', hasMore);
    more.hidden = !hasMore;
    more.ariaExpanded = String(isExpanded);
    setText(more, isExpanded ? t('Show less') : isRow ? t('Show') : t('Show more'));
  }
}

/** A step of the instruction, which the agent ticks off. */
function stepOf(number, nodes) {
  const tick = document.createElement('input');
  tick.type = 'checkbox';
  tick.dataset.step = String(number);
  const words = document.createElement('span');
  words.append(...nodes);
  const label = document.createElement('label');
  label.className = 'step';
  label.append(tick, words);
  return label;
}
