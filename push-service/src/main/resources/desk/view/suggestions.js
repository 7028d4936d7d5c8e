import { plural, t } from '../texts.js';
import {
  answeredQuestions,
  handOver,
  isEnded,
  isUnknown,
  issueAndChips,
  visibleCards,
  visibleQuestions,
} from '../call-view.js';
import { silenceWords, withdrawalWords } from '../wording.js';
import { announce } from './announcer.js';
import { AskBox } from './ask-box.js';
import { BriefPanel } from './brief-panel.js';
import { CardList } from './card-list.js';
import { ContextStrip } from './context-strip.js';
import { byId, partsOf, setText, setTextOrHide } from './dom.js';
import { tellOfCards } from './news.js';
import { NotePanel } from './note-panel.js';
import { QuestionList } from './question-list.js';
import { Seen } from './seen.js';

const NEAR_TOP_PX = 40;
const LEFT_SHOWN_MS = 10_000;

/** The "Now" column: the context, the clarifying questions, and the cards. */
export class Suggestions {
  #scroller = byId('suggestions-scroller');
  #newer = byId('newer');
  #empty = byId('empty');
  #emptyParts = partsOf(this.#empty);
  #silence = byId('silence');
  #left = byId('left');
  #titles = new Map();
  /** @type {number | undefined} */
  #leftTimer;
  #context = new ContextStrip();
  #brief;
  #note;
  #questions;
  #cards;
  #askBox;

  /** @param actions has feedback(id, kind), ask(question), stopAsking(), goToSegment(id) */
  constructor(actions) {
    const seen = new Seen((id) => actions.feedback(id, 'shown'));
    this.#questions = new QuestionList(actions, seen);
    this.#cards = new CardList(actions, seen);
    this.#brief = new BriefPanel({ ...actions, goToCard: (id) => this.#cards.goTo(id) });
    this.#note = new NotePanel(actions);
    this.#askBox = new AskBox({
      ...actions,
      ask: (question) => {
        this.#toTop();
        return actions.ask(question);
      },
    });
    this.#newer.addEventListener('click', () => this.#toTop());
    this.#scroller.addEventListener('scroll', () => {
      this.#newer.hidden ||= this.#scroller.scrollTop < NEAR_TOP_PX;
    });
  }

  get cards() {
    return this.#cards;
  }

  get brief() {
    return this.#brief;
  }

  get note() {
    return this.#note;
  }

  get askBox() {
    return this.#askBox;
  }

  goToQuestions() {
    this.#questions.focus();
  }

  /** Resets for another call. */
  reset() {
    this.#askBox.clear();
    this.#cards.reset();
    this.#brief.reset();
    this.#note.reset();
    this.#titles.clear();
    clearTimeout(this.#leftTimer);
    setTextOrHide(this.#left, '');
    this.#toTop();
  }

  /** @returns the number of cards and questions */
  render(call, connection, { animate, isNews }) {
    const cards = visibleCards(call);
    const questions = visibleQuestions(call);
    const isBelowTop = this.#scroller.scrollTop > NEAR_TOP_PX;
    this.#context.render(issueAndChips(call));
    this.#brief.render(call);
    this.#note.render(call);
    const addedQuestions = this.#questions.render(questions, call.withdrawals, { animate });
    this.#questions.renderAnswered(answeredQuestions(call));
    const addedCards = this.#cards.render(cards, { animate });
    this.#askBox.render(call.asking, whyNothingCanBeAsked(call, connection));
    if (!isNews && call.caughtUp) {
      this.#brief.handOver(handOver(call));
    }
    const hasContent = cards.length + questions.length > 0;
    this.#renderEmpty(call, connection, hasContent);
    this.#sayWhatLeft(cards, call.withdrawals);
    const isQuiet = hasContent && !isEnded(call);
    setTextOrHide(this.#silence, isQuiet ? silenceWords(call.silence) : '');
    if (isNews) {
      announceNews(addedCards, addedQuestions);
      tellOfCards(addedCards);
      if (isBelowTop && addedCards.length + addedQuestions.length > 0) {
        this.#newer.hidden = false;
      }
    }
    return cards.length + questions.length;
  }

  #sayWhatLeft(cards, withdrawals) {
    const words = [...this.#titles]
      .filter(([id]) => withdrawals.has(id))
      .map(([id, title]) => withdrawalWords(title, withdrawals.get(id)))
      .find((text) => text !== '');
    this.#titles = new Map(cards.map(({ id, title }) => [id, title]));
    if (words !== undefined) {
      clearTimeout(this.#leftTimer);
      setTextOrHide(this.#left, words);
      this.#leftTimer = setTimeout(() => setTextOrHide(this.#left, ''), LEFT_SHOWN_MS);
    }
  }

  #renderEmpty(call, connection, hasContent) {
    const { title, text, listening } = emptyWords(call, connection);
    this.#empty.hidden = hasContent || call.asking !== null;
    this.#emptyParts.listening.hidden = !listening;
    setText(this.#emptyParts.title, title);
    setText(this.#emptyParts.text, text);
  }

  #toTop() {
    this.#scroller.scrollTop = 0;
    this.#newer.hidden = true;
  }
}

function emptyWords(call, { state, isFirst }) {
  if (state === 'refused') {
    return { title: t('Nothing to show'), text: t('This desk is not allowed to open the call.') };
  }
  if (state === 'unknown') {
    return {
      title: t('No such call'),
      text: t('Nothing was heard of it. Try again once it has begun.'),
    };
  }
  if (state === 'live' && isUnknown(call)) {
    return {
      title: t('No such call yet'),
      text: t('Cards appear here if it begins while you wait.'),
    };
  }
  if (state !== 'live') {
    return isFirst
      ? { title: t('Opening the call'), text: t('Its cards appear here in a moment.') }
      : {
          title: t('Not connected'),
          text: t('Missed cards appear here when the connection is back.'),
        };
  }
  if (isEnded(call)) {
    return { title: t('The call has ended'), text: t('There are no cards to go back to.') };
  }
  return {
    title: t('Listening'),
    text:
      silenceWords(call.silence) || t('Cards appear here when the customer describes a problem.'),
    listening: true,
  };
}

function whyNothingCanBeAsked(call, { state }) {
  if (state === 'refused') {
    return t('Access refused');
  }
  if (state === 'unknown' || isUnknown(call)) {
    return t('No such call yet');
  }
  return isEnded(call) ? t('The call has ended') : null;
}

function announceNews(cards, questions) {
  const answer = cards.find(({ isAnswer }) => isAnswer);
  if (answer) {
    announce(t('Generated answer: {answer}', { answer: answer.answer }));
  } else if (cards.length > 0) {
    announce(
      plural(cards.length, '{count} new card: {titles}', '{count} new cards: {titles}', {
        titles: cards.map(({ title }) => title).join('; '),
      }),
    );
  } else if (questions.length > 0) {
    announce(
      t('Worth asking: {questions}', { questions: questions.map(({ text }) => text).join(' ') }),
    );
  }
}
