import { isEnded, transcriptLines } from '../call-view.js';
import { clock } from '../wording.js';
import { byId, fromTemplate, partsOf, setText, setTextOrHide } from './dom.js';
import { KeyedList } from './keyed-list.js';

const AT_END_PX = 24;
const SPEAKERS = new Set(['customer', 'agent']);

/** The transcript. Scrolls with new lines, until the agent scrolls up to read. */
export class Transcript {
  #parts = partsOf(byId('transcript-panel'));
  #list = new KeyedList(this.#parts.lines, () => new SegmentView());
  #isFollowing = true;
  #settledSize = '';
  #length = 0;
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
    this.#follow();
  }

  render(call) {
    const lines = transcriptLines(call);
    this.#length = lines.length;
    this.#list.render(lines, { animate: false });
    const silence = isEnded(call) ? 'Nothing was said.' : 'What is said appears here.';
    setTextOrHide(this.#parts.empty, call.caughtUp && lines.length === 0 ? silence : '');
    this.#settle();
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
      this.#lengthWhenLeft = this.#length;
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
    const missed = this.#length - this.#lengthWhenLeft;
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
