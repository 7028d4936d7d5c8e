import { byId, partsOf, setTextOrHide } from './dom.js';

/** Suggestions or transcript, where only one of them fits. */
export class Tabs {
  #tablist = byId('tabs');
  #tabs = /** @type {HTMLElement[]} */ ([...this.#tablist.querySelectorAll('[role="tab"]')]);
  #suggestionsTab = byId('suggestions-tab');
  #transcriptTab = byId('transcript-tab');
  #count = partsOf(this.#tablist).count;
  #shownCount = 0;

  constructor() {
    for (const tab of this.#tabs) {
      tab.addEventListener('click', () => this.#select(tab));
    }
    this.#tablist.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowLeft' || key === 'ArrowRight') {
        const other = this.#isAway() ? this.#suggestionsTab : this.#transcriptTab;
        this.#select(other);
        other.focus();
      }
    });
    this.showSuggestions();
  }

  showSuggestions() {
    this.#select(this.#suggestionsTab);
  }

  showTranscript() {
    this.#select(this.#transcriptTab);
  }

  /** @param isNews whether the number counts something new */
  renderCount(number, { isNews }) {
    const isUnseen = isNews && number > this.#shownCount && this.#isAway();
    this.#shownCount = number;
    setTextOrHide(this.#count, number > 0 ? String(number) : '');
    if (isUnseen) {
      this.#suggestionsTab.classList.add('has-news');
    }
  }

  #isAway() {
    return this.#suggestionsTab.ariaSelected !== 'true';
  }

  #select(chosen) {
    for (const tab of this.#tabs) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    chosen.classList.remove('has-news');
    document.body.dataset.tab = chosen === this.#suggestionsTab ? 'suggestions' : 'transcript';
  }
}
