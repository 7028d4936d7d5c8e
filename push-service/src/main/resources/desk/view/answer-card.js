import { languageOf } from '../spoken-language.js';
import { t } from '../texts.js';
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

/** A model's answer to the agent's question, with quotes from the knowledge base as evidence. */
export class AnswerCardView {
  node = fromTemplate('answer-card-template');
  #parts = partsOf(this.node);
  #controls;
  #goTo;
  #card;
  #citations = [];

  /** @param actions has feedback(id, kind), dismiss(id), goTo(id) */
  constructor(card, actions) {
    this.#controls = new CardControls(this.node, card.id, actions, () => this.#textToCopy());
    this.#goTo = actions.goTo;
  }

  update(card, index) {
    this.#card = card;
    this.node.classList.toggle('is-lead', index === 0 && !card.isRow);
    setText(this.#parts.title, card.title);
    setText(this.#parts.text, card.answer);
    markLanguage([this.#parts.text, this.#parts.citations], languageOf(card.answer));
    if (this.#citations.length !== card.citations.length) {
      this.#citations = card.citations.map(() => new CitationView(this.#goTo));
      this.#parts.citations.replaceChildren(...this.#citations.map(({ node }) => node));
    }
    card.citations.forEach((citation, at) => this.#citations[at].update(citation));
    this.#controls.update(card);
  }

  #textToCopy() {
    const { title, answer, citations } = this.#card;
    const sources = citations.map(
      ({ quote, title: article, url, articleId }, index) =>
        `[${index + 1}] “${quote}”\n${article}\n${sourceWords(url, articleId)}`,
    );
    return [title, answer, ...sources].join('\n\n');
  }
}

class CitationView {
  node = fromTemplate('citation-template');
  #parts = partsOf(this.node);
  #cardId;

  constructor(goTo) {
    this.#parts.goTo.addEventListener('click', () => goTo(this.#cardId));
  }

  update({ quote, title, url, articleId, cardId }) {
    const { link, name, goTo } = this.#parts;
    this.#cardId = cardId;
    setText(this.#parts.quote, quote);
    link.hidden = !isWebAddress(url);
    if (!link.hidden) {
      link.href = url;
    }
    setText(this.#parts.linkWords, title || articleId);
    setTextOrHide(name, link.hidden ? title || articleId : '');
    goTo.hidden = cardId === undefined;
    goTo.ariaLabel = t('Go to the card of {title}', { title: title || articleId });
  }
}
