import { t } from '../texts.js';
import { isEnded, transcriptLines } from '../call-view.js';
import { clock } from '../wording.js';
import { byId, fromTemplate, partsOf, setText, setTextOrHide } from './dom.js';
import { KeyedList } from './keyed-list.js';

const AT_END_PX = 24;

/** Lines that are rendered at first, and with each page before them. */
const PAGE = 300;
const NEAR_START_PX = 300;

/** Lines before one that is sought. */
const BEFORE_SOUGHT = 20;
const SPEAKERS = new Set(['customer', 'agent']);

/**
 * The transcript. Scrolls with new lines, until the agent scrolls up to read. Of a long call, earlier
 * lines are rendered when the agent comes near them.
 */
export class Transcript {
  #parts = partsOf(byId('transcript-panel'));
  #list = new KeyedList(this.#parts.lines, () => new SegmentView());
  #lines = [];
  #from = 0;
  #isFollowing = true;
  #settledSize = '';
  #lengthWhenLeft = 0;

  constructor() {
    const { scroller, jump, lines } = this.#parts;
    scroller.addEventListener('scroll', () => this.#noteScroll());
    jump.addEventListener('click', () => this.#follow());
    const sizes = new ResizeObserver(() => this.#settle());
    sizes.observe(scroller);
    sizes.observe(lines);
  }

  focus() {
    this.#parts.scroller.focus();
  }

  /** Scrolls to a line and marks it for a moment. */
  goTo(segmentId) {
    const index = this.#lines.findIndex(({ id }) => id === segmentId);
    if (index >= 0 && index < this.#from) {
      this.#isFollowing = false;
      this.#from = Math.max(0, index - BEFORE_SOUGHT);
      this.#renderLines();
    }
    const line = /** @type {HTMLElement | null} */ (
      this.#parts.lines.querySelector(`[data-segment-id="${CSS.escape(segmentId)}"]`)
    );
    if (line !== null) {
      this.#isFollowing = false;
      line.scrollIntoView({ block: 'center' });
      line.classList.remove('is-sought');
      requestAnimationFrame(() => line.classList.add('is-sought'));
    }
  }

  /** Resets for another call. */
  reset() {
    this.#from = 0;
    this.#follow();
  }

  render(call) {
    this.#lines = transcriptLines(call);
    if (this.#isFollowing) {
      this.#from = Math.max(0, this.#lines.length - PAGE);
    }
    this.#renderLines();
    const silence = isEnded(call) ? t('Nothing was said.') : t('What is said appears here.');
    setTextOrHide(this.#parts.empty, call.caughtUp && this.#lines.length === 0 ? silence : '');
    this.#settle();
  }

  #renderLines() {
    this.#list.render(this.#lines.slice(this.#from), { animate: false });
  }

  /** Keeps the lines that are in view where they are. */
  #showEarlier() {
    const { scroller } = this.#parts;
    const toTheEnd = scroller.scrollHeight - scroller.scrollTop;
    this.#from = Math.max(0, this.#from - PAGE);
    this.#renderLines();
    scroller.scrollTop = scroller.scrollHeight - toTheEnd;
    this.#settledSize = this.#size();
  }

  /** Ignores a scroll event caused by a change of size. */
  #noteScroll() {
    if (this.#size() !== this.#settledSize) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = this.#parts.scroller;
    const wasFollowing = this.#isFollowing;
    this.#isFollowing = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    if (wasFollowing) {
      this.#lengthWhenLeft = this.#lines.length;
    }
    if (!this.#isFollowing && this.#from > 0 && scrollTop < NEAR_START_PX) {
      this.#showEarlier();
    }
    this.#offerJump();
  }

  #follow() {
    this.#isFollowing = true;
    this.#settle();
  }

  #settle() {
    if (this.#isFollowing) {
      this.#parts.scroller.scrollTop = this.#parts.scroller.scrollHeight;
    }
    this.#settledSize = this.#size();
    this.#offerJump();
  }

  #size() {
    const { scrollHeight, clientHeight } = this.#parts.scroller;
    return `${scrollHeight} in ${clientHeight}`;
  }

  #offerJump() {
    const missed = this.#lines.length - this.#lengthWhenLeft;
    this.#parts.jump.hidden = this.#isFollowing;
    setTextOrHide(this.#parts.missed, missed > 0 ? String(missed) : '');
  }
}

class SegmentView {
  node = fromTemplate('segment-template');
  #parts = partsOf(this.node);

  update({ id, speaker, speakerLabel, startsTurn, startTime, text, isFinal, transfer }) {
    this.node.dataset.segmentId = id;
    this.node.dataset.speaker = SPEAKERS.has(speaker) ? speaker : 'unknown';
    this.node.classList.toggle('is-interim', !isFinal);
    this.node.classList.toggle('starts-turn', startsTurn);
    setTextOrHide(this.#parts.transfer, transfer);
    setText(this.#parts.speaker, speakerLabel);
    setText(this.#parts.time, startTime === undefined ? '' : clock(startTime));
    setText(this.#parts.text, text);
  }
}
