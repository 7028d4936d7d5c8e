import { passageIn } from '../article.js';
import { languageOf } from '../spoken-language.js';
import { t } from '../texts.js';
import { showAge } from './age.js';
import { byId, isWebAddress, markLanguage, partsOf, setText, setTextOrHide } from './dom.js';
import { textNodes } from './text-nodes.js';

/** The whole article of a card, beside the call, at the card's passage. */
export class ArticleDrawer {
  #dialog = /** @type {HTMLDialogElement} */ (byId('article-drawer'));
  #parts = partsOf(this.#dialog);
  #read;
  /** The card whose article is open. */
  #card = null;
  #closed = () => {};

  /** @param read returns a promise of the article with an id, or of null if there is none */
  constructor(read) {
    this.#read = read;
    this.#dialog.addEventListener('close', () => {
      this.#card = null;
      this.#closed();
    });
  }

  /** @param closed runs when the drawer is closed */
  async open(card, closed) {
    this.close();
    this.#card = card;
    this.#closed = closed;
    this.#show({ ...card, body: card.excerpt }, t('Opening the article'));
    this.#dialog.showModal();
    const outcome = await this.#outcome(card);
    if (this.#card === card) {
      this.#show({ ...card, body: card.excerpt, ...outcome.article }, outcome.words);
    }
  }

  close() {
    if (this.#dialog.open) {
      this.#dialog.close();
    }
  }

  async #outcome({ articleId }) {
    try {
      const article = await this.#read(articleId);
      return article === null
        ? { article: {}, words: t('The article is no longer in the knowledge base.') }
        : { article, words: '' };
    } catch {
      return { article: {}, words: t("The article can't be opened now. Try again in a moment.") };
    }
  }

  #show({ title, body, url, updatedAt, excerpt, answerLine }, words) {
    const { heading, updated, source, note, text } = this.#parts;
    setText(heading, title);
    showAge(updated, updatedAt);
    source.hidden = !isWebAddress(url);
    if (!source.hidden) {
      source.href = url;
    }
    setTextOrHide(note, words);
    text.replaceChildren(...textNodes(body, passageIn(body, { excerpt, answerLine })));
    markLanguage([heading, text], languageOf(`${title} ${body}`));
    text.querySelector('mark')?.scrollIntoView({ block: 'center' });
  }
}
