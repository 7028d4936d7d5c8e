import { day, t } from '../texts.js';
import { lines } from '../excerpt.js';
import { languageOf } from '../spoken-language.js';
import { alsoInWords, whyNowWords } from '../wording.js';
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

/** A year. */
const OLD_MS = 365 * 86_400_000;

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
    setText(this.#parts.words, card.confidence.words);
    setText(this.#parts.title, card.title);
    setText(this.#parts.whyWords, whyNowWords(card.whyNow));
    this.#parts.why.hidden = card.whyNow === '';
    const isAllThereIs = card.answerLine === card.excerpt;
    setTextOrHide(this.#parts.answerLine, isAllThereIs ? '' : card.answerLine);
    this.#showSource(card);
    this.#showAge(card);
    setTextOrHide(this.#parts.alsoIn, alsoInWords(card.alsoIn));
    if (before?.excerpt !== card.excerpt || before.highlights !== card.highlights) {
      this.#parts.excerpt.replaceChildren(...highlighted(card));
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
    const { source, articleId: linkWords, sourceId } = this.#parts;
    source.hidden = !isWebAddress(url);
    if (!source.hidden) {
      source.href = url;
    }
    setText(linkWords, articleId || t('Source'));
    setTextOrHide(sourceId, source.hidden ? articleId : '');
  }

  #showAge({ updatedAt }) {
    const time = Date.parse(updatedAt);
    const isOld = Date.now() - time > OLD_MS;
    this.#parts.updated.dateTime = Number.isNaN(time) ? '' : updatedAt;
    this.#parts.updated.classList.toggle('is-old', isOld);
    setTextOrHide(this.#parts.updated, ageWords(time, isOld));
  }

  #textToCopy() {
    const { answerLine, excerpt, title, url, articleId } = this.#card;
    const isInExcerpt = answerLine === '' || excerpt.includes(answerLine);
    const answer = isInExcerpt ? '' : `${answerLine}\n\n`;
    return `${answer}${excerpt}\n\n${title}\n${sourceWords(url, articleId)}`;
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

/** @param time NaN if it is not known */
function ageWords(time, isOld) {
  if (Number.isNaN(time)) {
    return '';
  }
  return isOld
    ? t('Updated {day}; may be outdated', { day: day(time) })
    : t('Updated {day}', { day: day(time) });
}

function highlighted({ excerpt, highlights }) {
  const all = lines(excerpt, highlights);
  return all.flatMap((line, index) => {
    const nodes = line.pieces.map(({ text, marked }) => (marked ? wrapped('mark', text) : text));
    if (line.step !== undefined) {
      return [stepOf(line.step, nodes)];
    }
    const next = all[index + 1];
    const isBlock = next === undefined || next.step !== undefined || next.pieces.length === 0;
    return nodes.length === 0 ? [blankLine()] : [...nodes, ...(isBlock ? [] : ['\n'])];
  });
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

/** All of the text stays in the document; CSS only makes blank lines smaller. */
function blankLine() {
  const blank = wrapped('span', '\n');
  blank.className = 'blank-line';
  return blank;
}

function wrapped(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}
