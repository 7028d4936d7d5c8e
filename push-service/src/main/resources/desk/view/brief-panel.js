import { briefSections } from '../call-view.js';
import { clock } from '../wording.js';
import { byId, fromTemplate, partsOf, setText, setTextOrHide } from './dom.js';
import { KeyedList } from './keyed-list.js';

/** The running summary of the call. It opens over the cards, so that none of them moves. */
export class BriefPanel {
  #parts = partsOf(byId('brief'));
  #toggle = byId('brief-toggle');
  #actions;
  #list = new KeyedList(this.#parts.sections, () => new SectionView(this.#actions));

  /** @param actions has goToSegment(segmentId) */
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
    const opens = byId('brief').hidden;
    this.#show(opens);
    if (opens) {
      byId('brief').focus();
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
    setTextOrHide(this.#parts.problem, call.brief?.problem ?? '');
    setText(this.#parts.state, call.brief?.isFinal ? 'The whole call' : 'So far');
    if (sections.length === 0) {
      this.#close();
    }
  }

  #close() {
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
