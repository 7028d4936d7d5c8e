import { t } from '../texts.js';
import { showNotice } from './notice.js';

/** The button that asks for a case, and the optional note for it. */
export class CaseForm {
  #parts;
  #isOpen = false;
  #isWaiting = false;

  /**
   * @param parts has openCase, form, caseNote, submitCase, cancelCase and crmLines
   * @param requestCase gets the note, which may be empty; returns whether it was sent
   */
  constructor(parts, requestCase) {
    this.#parts = parts;
    const { openCase, form, caseNote, cancelCase } = parts;
    openCase.addEventListener('click', () => {
      this.#show(!this.#isOpen);
      if (this.#isOpen) {
        caseNote.focus();
      }
    });
    cancelCase.addEventListener('click', () => this.#leave());
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.#leave();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#isWaiting && !requestCase(caseNote.value.trim())) {
        showNotice(t('Not connected. Your note is still there; try again in a moment.'));
      }
    });
  }

  reset() {
    this.#parts.caseNote.value = '';
    this.#show(false);
  }

  /** Keeps the note until the request is known to be accepted. */
  render({ canRequestCase, isRequestingCase }) {
    const { openCase, form, submitCase, caseNote, crmLines } = this.#parts;
    this.#isWaiting = isRequestingCase;
    openCase.hidden = !canRequestCase;
    submitCase.ariaDisabled = String(isRequestingCase);
    caseNote.readOnly = isRequestingCase;
    if (!canRequestCase && this.#isOpen) {
      const held = form.contains(document.activeElement);
      this.reset();
      if (held) {
        crmLines.focus();
      }
    }
  }

  #leave() {
    this.#show(false);
    this.#parts.openCase.focus();
  }

  #show(isOpen) {
    this.#isOpen = isOpen;
    this.#parts.form.hidden = !isOpen;
    this.#parts.openCase.ariaExpanded = String(isOpen);
  }
}
