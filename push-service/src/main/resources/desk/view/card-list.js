import { AnswerCardView } from './answer-card.js';
import { CardView } from './card.js';
import { withLeadHeld } from '../call-view.js';
import { byId, partsOf, setText } from './dom.js';
import { KeyedList } from './keyed-list.js';
import { showNotice } from './notice.js';

/** A key that is pressed just when a card arrives was meant for another card. */
const ARRIVAL_MS = 700;

/** Never act on a card that the agent has not selected. */
const ON_SELECTION_ONLY = new Set(['helpful', 'not_helpful', 'irrelevant', 'dismiss']);

const canHover = window.matchMedia('(hover: hover)');

/**
 * The cards, the lead in the first place. While the agent reads the lead (the pointer or the focus
 * is in it, or it is expanded), it stays there, and newer leads wait.
 */
export class CardList {
  #parent = byId('cards');
  #waiting = byId('waiting');
  #waitingParts = partsOf(this.#waiting);
  #cards = [];
  #arrivedAt = Number.NEGATIVE_INFINITY;
  #actions;
  #seen;
  #list = new KeyedList(this.#parent, (card) => this.#createView(card));

  constructor(actions, seen) {
    this.#actions = actions;
    this.#seen = seen;
    this.#waiting.addEventListener('click', () => this.showWaiting());
    for (const type of ['pointerleave', 'focusout', 'click']) {
      this.#parent.addEventListener(type, () => requestAnimationFrame(() => this.#settle()));
    }
    this.#parent.addEventListener('pointerover', () => requestAnimationFrame(() => this.#settle()));
  }

  /** @returns the cards that were not there before */
  render(cards, { animate }) {
    const added = cards.filter(({ id }) => !this.#list.has(id));
    if (animate && added.length > 0) {
      this.#arrivedAt = performance.now();
    }
    this.#cards = cards;
    this.#show(this.#leadBeingRead(), animate);
    return added;
  }

  /** Gives the first place to the newest lead that waits. */
  showWaiting() {
    if (this.#waiting.hidden) {
      return false;
    }
    this.#show(null, true);
    focusOn(this.#nodes()[0]);
    return true;
  }

  select(index) {
    focusOn(this.#nodes()[index]);
  }

  #show(heldId, animate) {
    const { cards, waiting } = withLeadHeld(this.#cards, heldId);
    this.#list.render(cards, { animate });
    this.#waiting.hidden = waiting.length === 0;
    if (waiting.length > 0) {
      setText(this.#waitingParts.words, `${waiting.length} new: ${waiting[0].title}`);
    }
  }

  /** Once the lead is no longer read, the newer one takes its place. */
  #settle() {
    if (!this.#waiting.hidden && this.#leadBeingRead() === null) {
      this.#show(null, true);
    }
  }

  #leadBeingRead() {
    const lead = this.#nodes()[0];
    const isRead =
      lead?.classList.contains('is-lead') &&
      (lead.contains(document.activeElement) ||
        lead.classList.contains('is-expanded') ||
        (canHover.matches && lead.matches(':hover')));
    return isRead ? (lead.dataset.suggestionId ?? null) : null;
  }

  moveFocus(step) {
    const nodes = this.#nodes();
    const at = nodes.findIndex((node) => node.contains(document.activeElement));
    focusOn(at < 0 ? nodes[0] : nodes[at + step]);
  }

  /**
   * Presses the button or follows the link of the selected card; some actions also work on the
   * first card if none is selected.
   */
  act(action) {
    const selected = this.#focused();
    const isGuarded = selected === undefined || ON_SELECTION_ONLY.has(action);
    if (isGuarded && performance.now() - this.#arrivedAt < ARRIVAL_MS) {
      return;
    }
    if (selected === undefined && ON_SELECTION_ONLY.has(action)) {
      showNotice('Select a card first, with its number or with j and k.');
      return;
    }
    const node = selected ?? this.#nodes()[0];
    const control = node?.querySelector(`[data-action="${action}"]:not([hidden])`);
    /** @type {HTMLElement | null} */ (control)?.click();
  }

  #createView(card) {
    const View = card.isAnswer ? AnswerCardView : CardView;
    const view = new View(card, {
      feedback: this.#actions.feedback,
      dismiss: (id) => this.#dismiss(view.node, id),
      goTo: (id) => this.#goTo(id),
    });
    this.#seen.watch(view.node, card.id);
    return view;
  }

  #dismiss(node, id) {
    if (node.contains(document.activeElement)) {
      const nodes = this.#nodes();
      const at = nodes.indexOf(node);
      (nodes[at + 1] ?? nodes[at - 1])?.focus({ preventScroll: true });
    }
    this.#actions.feedback(id, 'dismissed');
  }

  #goTo(id) {
    focusOn(this.#nodes().find((node) => node.dataset.suggestionId === id));
  }

  #nodes() {
    const nodes = /** @type {HTMLElement[]} */ ([...this.#parent.children]);
    return nodes.filter((node) => !node.inert);
  }

  #focused() {
    return this.#nodes().find((node) => node.contains(document.activeElement));
  }
}

function focusOn(node) {
  node?.focus({ preventScroll: true });
  node?.scrollIntoView({ block: 'nearest' });
}
