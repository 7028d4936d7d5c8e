import { plural, t, timeOfDay } from '../texts.js';
import { AnswerCardView } from './answer-card.js';
import { ArticleDrawer } from './article-drawer.js';
import { CardView } from './card.js';
import { arranged, matching } from '../call-view.js';
import { isOn } from '../settings.js';
import { byId, partsOf, setText } from './dom.js';
import { KeyedList } from './keyed-list.js';
import { showNotice } from './notice.js';

/** A key that is pressed just when a card arrives was meant for another card. */
const ARRIVAL_MS = 700;

/** Never act on a card that the agent has not selected. */
const ON_SELECTION_ONLY = new Set(['helpful', 'not_helpful', 'irrelevant', 'dismiss']);

/** A row is shown for this time, then it moves to the earlier cards. */
const ROW_MS = 20_000;

/** How long `s` keeps new cards back. */
const QUIET_MS = 120_000;

const BEFORE_OPENING = Number.NEGATIVE_INFINITY;

const canHover = window.matchMedia('(hover: hover)');

/**
 * The cards: the lead in the first place, new rows for a while below it, all others under "Earlier
 * in this call". While the agent reads the lead (the pointer or the focus is in it, or it is
 * expanded), it stays there, and newer leads wait.
 */
export class CardList {
  #parent = byId('cards');
  #waiting = byId('waiting');
  #waitingParts = partsOf(this.#waiting);
  #quiet = byId('quiet');
  #quietParts = partsOf(this.#quiet);
  #earlier = byId('earlier');
  #earlierParts = partsOf(this.#earlier);
  #cards = [];
  /** When each card came as a row or as a lead, on the clock of the page. */
  #arrivals = new Map();
  #lastArrival = BEFORE_OPENING;
  #quietFrom = Number.POSITIVE_INFINITY;
  /** @type {number | undefined} */
  #quietTimer;
  /** @type {number | undefined} */
  #rowTimer;
  #frame = 0;
  /** The ids in their places, as last rendered. */
  #places = '';
  #actions;
  #seen;
  #article;
  #list = new KeyedList(this.#parent, (card) => this.#createView(card));
  #earlierList = new KeyedList(this.#earlierParts.list, (card) => this.#createView(card));

  constructor(actions, seen) {
    this.#actions = actions;
    this.#seen = seen;
    this.#article = new ArticleDrawer(actions.readArticle);
    this.#waiting.addEventListener('click', () => this.showWaiting());
    this.#quiet.addEventListener('click', () => this.endQuiet());
    this.#earlierParts.search.addEventListener('input', () => this.#settle());
    for (const type of ['pointerleave', 'pointerover', 'focusout', 'click']) {
      this.#parent.addEventListener(type, () => this.#settleSoon());
    }
  }

  /** Resets for another call. */
  reset() {
    this.#article.close();
    this.#arrivals.clear();
    this.#cards = [];
    this.#earlierParts.search.value = '';
    this.#earlier.removeAttribute('open');
    this.stayQuiet(isOn('quiet'));
  }

  /** @returns the cards that were not there before, unless the agent wants quiet */
  render(cards, { animate }) {
    const now = performance.now();
    const added = cards.filter(({ id, isRow }) => this.#arrivals.get(id)?.isRow !== isRow);
    this.#forgetAllBut(cards);
    for (const { id, isRow } of added) {
      this.#arrivals.set(id, { isRow, at: animate ? now : BEFORE_OPENING });
    }
    if (animate && added.length > 0) {
      this.#lastArrival = now;
    }
    this.#cards = cards;
    this.#show(this.#leadBeingRead(), animate);
    return this.isQuiet() ? added.filter(({ isReply }) => isReply) : added;
  }

  #forgetAllBut(cards) {
    const ids = new Set(cards.map(({ id }) => id));
    for (const id of this.#arrivals.keys()) {
      if (!ids.has(id)) {
        this.#arrivals.delete(id);
      }
    }
  }

  #arrivalOf(id) {
    return this.#arrivals.get(id)?.at ?? BEFORE_OPENING;
  }

  /** Gives the first place to the newest lead that waits. Quiet without an end goes on after it. */
  showWaiting() {
    if (this.#waiting.hidden) {
      return false;
    }
    if (this.isQuiet() && this.#quietTimer === undefined) {
      this.#quietFrom = performance.now();
    } else {
      this.endQuiet();
    }
    this.#show(null, true);
    focusOn(this.#nodes()[0]);
    return true;
  }

  select(index) {
    focusOn(this.#nodes()[index]);
  }

  /** Selects a card, if it is still there. */
  goTo(id) {
    focusOn(this.#nodes().find((node) => node.dataset.suggestionId === id));
  }

  isQuiet() {
    return this.#quietFrom !== Number.POSITIVE_INFINITY;
  }

  /** Keeps new cards back for two minutes, or ends that. */
  toggleQuiet() {
    if (this.isQuiet()) {
      this.endQuiet();
      return;
    }
    this.#quietTimer = setTimeout(() => this.endQuiet(), QUIET_MS);
    const time = timeOfDay(Date.now() + QUIET_MS);
    this.#beginQuiet(t('Quiet until {time}', { time }));
  }

  /** @param isQuiet whether new cards wait until the agent wants to see them, without an end */
  stayQuiet(isQuiet) {
    this.endQuiet();
    if (isQuiet) {
      this.#beginQuiet(t('New cards wait'));
    }
  }

  #beginQuiet(words) {
    this.#quietFrom = performance.now();
    setText(this.#quietParts.words, words);
    this.#quiet.hidden = false;
  }

  endQuiet() {
    clearTimeout(this.#quietTimer);
    this.#quietTimer = undefined;
    this.#quietFrom = Number.POSITIVE_INFINITY;
    this.#quiet.hidden = true;
    this.#settle();
  }

  #show(heldId, animate) {
    const places = this.#arranged(heldId);
    const { first, waiting, earlier } = places;
    this.#places = this.#placesOf(places);
    this.#list.render(first, { animate });
    this.#waiting.hidden = waiting.length === 0;
    if (waiting.length > 0) {
      const { title } = waiting[0];
      setText(
        this.#waitingParts.words,
        plural(waiting.length, '{count} new: {title}', '{count} new: {title}', { title }),
      );
    }
    this.#showEarlier(earlier);
    this.#awaitEndOfRows(first);
  }

  #arranged(heldId) {
    return arranged(this.#cards, {
      heldId,
      isFresh: (id) => this.#isFresh(id),
      isHeldBack: (id) => this.#arrivalOf(id) > this.#quietFrom,
    });
  }

  #placesOf({ first, waiting, earlier }) {
    const ids = [first, waiting, earlier].map((cards) => cards.map(({ id }) => id));
    return JSON.stringify([ids, this.#earlierParts.search.value]);
  }

  #showEarlier(cards) {
    const { count, search, list } = this.#earlierParts;
    this.#earlier.hidden = cards.length === 0;
    setText(count, String(cards.length));
    const found = matching(cards, search.value).map((card) => ({ ...card, isRow: true }));
    list.hidden = found.length === 0;
    this.#earlierList.render(found, { animate: false });
  }

  #awaitEndOfRows(first) {
    clearTimeout(this.#rowTimer);
    const ends = first
      .filter(({ isRow }) => isRow)
      .map(({ id }) => this.#arrivalOf(id) + ROW_MS - performance.now())
      .filter((wait) => wait > 0);
    if (ends.length > 0) {
      this.#rowTimer = setTimeout(() => this.#settle(), Math.min(...ends) + 1);
    }
  }

  /** A row that the agent reads stays. */
  #isFresh(id) {
    return (
      performance.now() < this.#arrivalOf(id) + ROW_MS ||
      this.#mainNodes().some((node) => node.dataset.suggestionId === id && isRead(node))
    );
  }

  #settleSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#settle());
  }

  /** Gives every card its place again, as what the agent reads or the time has changed. */
  #settle() {
    const heldId = this.#leadBeingRead();
    if (this.#placesOf(this.#arranged(heldId)) !== this.#places) {
      this.#show(heldId, true);
    }
  }

  #leadBeingRead() {
    const lead = this.#mainNodes()[0];
    return lead?.classList.contains('is-lead') && isRead(lead)
      ? (lead.dataset.suggestionId ?? null)
      : null;
  }

  /**
   * Opens the article of the selected card.
   *
   * @returns whether a card with an article is selected
   */
  openSelected() {
    const control = this.#focused()?.querySelector('[data-action="article"]:not([hidden])');
    /** @type {HTMLElement | null | undefined} */ (control)?.click();
    return Boolean(control);
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
    if (isGuarded && performance.now() - this.#lastArrival < ARRIVAL_MS) {
      return;
    }
    if (selected === undefined && ON_SELECTION_ONLY.has(action)) {
      showNotice(t('Select a card first, with its number or with j and k.'));
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
      tellHost: this.#actions.tellHost,
      openArticle: (opened, closed) => {
        this.#actions.feedback(opened.id, 'opened');
        this.#article.open(opened, closed);
      },
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
    if (!this.#mainNodes().some((node) => node.dataset.suggestionId === id)) {
      this.#earlierParts.search.value = '';
      this.#earlier.setAttribute('open', '');
      this.#settle();
    }
    focusOn(this.#nodes().find((node) => node.dataset.suggestionId === id));
  }

  #mainNodes() {
    return nodesIn(this.#parent);
  }

  /** Also the earlier cards, if they are unfolded. */
  #nodes() {
    const earlier = this.#earlier.hasAttribute('open') ? nodesIn(this.#earlierParts.list) : [];
    return [...this.#mainNodes(), ...earlier];
  }

  #focused() {
    return this.#nodes().find((node) => node.contains(document.activeElement));
  }
}

function nodesIn(list) {
  const nodes = /** @type {HTMLElement[]} */ ([...list.children]);
  return nodes.filter((node) => !node.inert);
}

function isRead(node) {
  return (
    node.contains(document.activeElement) ||
    node.classList.contains('is-expanded') ||
    node.classList.contains('is-open') ||
    (canHover.matches && node.matches(':hover'))
  );
}

function focusOn(node) {
  node?.focus({ preventScroll: true });
  node?.scrollIntoView({ block: 'nearest' });
}
