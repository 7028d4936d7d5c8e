import { t } from '../texts.js';
import { briefSections, isEnded } from '../call-view.js';
import { clock } from '../wording.js';
import { announce } from './announcer.js';
import { byId, fromTemplate, partsOf, setText, setTextOrHide } from './dom.js';
import { KeyedList } from './keyed-list.js';

const HAND_OVER_MS = 30_000;

/** After the agent last touched it. */
const READING_MS = 10_000;

/** A transfer longer ago was taken over already. */
const HAND_OVER_AGE_MS = 60_000;

/** The running summary of the call. It opens over the cards, so that none of them moves. */
export class BriefPanel {
  #parts = partsOf(byId('brief'));
  #toggle = byId('brief-toggle');
  #actions;
  /** @type {number | undefined} */
  #handOverTimer;
  #touchedAt = Number.NEGATIVE_INFINITY;
  #cardId = '';
  #list = new KeyedList(this.#parts.sections, () => new SectionView(this.#actions));

  /** @param actions has goToSegment(segmentId), goToCard(cardId) */
  constructor(actions) {
    this.#actions = {
      goToSegment: (segmentId) => {
        this.#close();
        actions.goToSegment(segmentId);
      },
    };
    this.#toggle.addEventListener('click', () => this.toggle());
    byId('brief').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.#close();
        this.#toggle.focus();
      }
    });
    for (const type of ['pointermove', 'keydown', 'wheel', 'touchmove']) {
      byId('brief').addEventListener(
        type,
        () => {
          this.#touchedAt = performance.now();
        },
        { passive: true },
      );
    }
    this.#parts.card.addEventListener('click', () => {
      this.#close();
      actions.goToCard(this.#cardId);
    });
    document.addEventListener('pointerdown', ({ target }) => {
      const isInside = target instanceof Node && byId('context').contains(target);
      if (!isInside) {
        this.#close();
      }
    });
    this.reset();
  }

  toggle() {
    if (this.#toggle.hidden) {
      return;
    }
    if (byId('brief').hidden) {
      this.#show(true);
      byId('brief').focus();
    } else {
      this.#close();
    }
  }

  /**
   * Shows an agent who takes over the call what was said so far, for half a minute or until the
   * agent closes it; while the agent moves in it, it stays.
   */
  handOver(known) {
    if (known === null || !(Date.now() - known.at < HAND_OVER_AGE_MS)) {
      return;
    }
    setTextOrHide(this.#parts.from, known.words);
    setTextOrHide(this.#parts.problem, known.problem);
    this.#cardId = known.cardId;
    this.#parts.card.hidden = known.cardId === '';
    setText(this.#parts.cardTitle, known.cardTitle);
    this.#show(true);
    announce(`${t('Transferred.')} ${known.words}. ${known.problem}`);
    this.#handOverTimer = setTimeout(() => this.#fold(), HAND_OVER_MS);
  }

  #fold() {
    const wait = this.#touchedAt + READING_MS - performance.now();
    if (wait > 0) {
      this.#handOverTimer = setTimeout(() => this.#fold(), wait);
    } else {
      this.#close();
    }
  }

  /** Resets for another call. */
  reset() {
    this.#close();
  }

  render(call) {
    const sections = briefSections(call);
    this.#toggle.hidden = sections.length === 0;
    this.#list.render(sections, { animate: false });
    const isHandOver = this.#handOverTimer !== undefined;
    if (!isHandOver || call.brief?.problem) {
      setTextOrHide(this.#parts.problem, call.brief?.problem ?? '');
    }
    setText(this.#parts.state, call.brief?.isFinal ? t('The whole call') : t('So far'));
    const isOver = isHandOver && isEnded(call);
    if (isOver || (sections.length === 0 && !isHandOver)) {
      this.#close();
    }
  }

  #close() {
    clearTimeout(this.#handOverTimer);
    this.#handOverTimer = undefined;
    setTextOrHide(this.#parts.from, '');
    this.#parts.card.hidden = true;
    this.#show(false);
  }

  #show(isShown) {
    byId('brief').hidden = !isShown;
    this.#toggle.ariaExpanded = String(isShown);
  }
}

class SectionView {
  node = fromTemplate('brief-section-template');
  #parts = partsOf(this.node);
  #list;

  constructor(actions) {
    this.#list = new KeyedList(this.#parts.statements, () => new StatementView(actions));
  }

  update({ heading, statements }) {
    setText(this.#parts.heading, heading);
    this.#list.render(statements, { animate: false });
  }
}

class StatementView {
  node = fromTemplate('brief-statement-template');
  #parts = partsOf(this.node);
  #segmentId = '';

  constructor({ goToSegment }) {
    this.#parts.go.addEventListener('click', () => {
      if (this.#segmentId !== '') {
        goToSegment(this.#segmentId);
      }
    });
  }

  update({ text, about, result, segmentId, startTime }) {
    this.#segmentId = segmentId;
    this.#parts.go.disabled = segmentId === '';
    this.node.dataset.result = result;
    setTextOrHide(this.#parts.about, about);
    setText(this.#parts.text, text);
    setTextOrHide(this.#parts.time, startTime === undefined ? '' : clock(startTime));
  }
}
