import { AnswerCardView } from './answer-card.js';
import { CardView } from './card.js';
import { KeyedList } from './keyed-list.js';
import { byId } from './dom.js';

/** The cards, the newest on top; without focus, shortcut keys act on the top one. */
export class CardList {
  #parent = byId('cards');
  #actions;
  #seen;
  #list = new KeyedList(this.#parent, (card) => this.#createView(card));

  constructor(actions, seen) {
    this.#actions = actions;
    this.#seen = seen;
  }

  /** @returns the cards that were not there before */
  render(cards, { animate }) {
    const added = cards.filter(({ id }) => !this.#list.has(id));
    this.#list.render(cards, { animate });
    return added;
  }

  moveFocus(step) {
    const nodes = this.#nodes();
    const at = nodes.findIndex((node) => node.contains(document.activeElement));
    focusOn(at < 0 ? nodes[0] : nodes[at + step]);
  }

  /** Presses the button or follows the link of the focused card, or else of the first. */
  act(action) {
    const node = this.#focused() ?? this.#nodes()[0];
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
