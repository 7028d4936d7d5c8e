/** The call the agent has open: its state, its connection, and the agent's actions. */

import * as state from './call-state.js';
import { Connection } from './connection.js';
import { unconfirmed } from './note-state.js';

/** @typedef {import('./call-state.js').Call} Call */

const ANSWER_TIMEOUT_MS = 5000;
const CHOICE_TIMEOUT_MS = 10_000;

/** Links can be followed and text copied again and again; other feedback is sent once. */
const REPEATABLE = new Set(['opened', 'copied']);

export class OpenCall {
  #sessionId;
  /** @type {Call} */
  #call;
  #connection;
  #connectionState = { state: 'connecting', isFirst: true };
  #onChange;
  #onError;
  #onMessage;
  /** @type {number | undefined} */
  #answerTimer;
  /** @type {number | undefined} */
  #choiceTimer;

  /**
   * @param onChange gets the call and the state of its connection
   * @param onError gets an error of the server, to be shown to the agent
   * @param onMessage gets every other message of the server
   */
  constructor({ sessionId, token, onChange, onError, onMessage }) {
    this.#sessionId = sessionId;
    this.#onChange = onChange;
    this.#onError = onError;
    this.#onMessage = onMessage;
    this.#call = state.newCall();
    const url = `/api/realtime/ws/${encodeURIComponent(sessionId)}`;
    this.#connection = new Connection(
      { url, token },
      {
        onMessage: (message) => this.#receive(message),
        onState: (connectionState) => this.#connectionBecame(connectionState),
      },
    );
  }

  get sessionId() {
    return this.#sessionId;
  }

  open() {
    this.#connection.open();
  }

  close() {
    clearTimeout(this.#answerTimer);
    clearTimeout(this.#choiceTimer);
    this.#connection.close();
  }

  retryNow() {
    this.#connection.retryNow();
  }

  /** Goes on with another token; also after the server has refused the earlier one. */
  renew(token) {
    this.#connection.renew(token);
  }

  /** @returns whether the question was sent */
  ask(question) {
    const id = newId();
    if (!this.#connection.send({ type: 'question', text: question, question_id: id })) {
      return false;
    }
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(() => {
      this.#become(state.foundNothing(this.#call));
    }, ANSWER_TIMEOUT_MS);
    this.#become(state.ask(this.#call, question, id));
    return true;
  }

  stopAsking() {
    clearTimeout(this.#answerTimer);
    this.#become(state.stopAsking(this.#call));
  }

  /** @returns whether the request was sent */
  requestCase(note) {
    const withNote = note === '' ? {} : { note };
    if (!this.#connection.send({ type: 'case_request', ...withNote })) {
      return false;
    }
    this.#become(state.requestCase(this.#call));
    return true;
  }

  /** @returns whether the withdrawal was sent */
  withdrawCase() {
    return this.#connection.send({ type: 'case_withdrawal' });
  }

  /**
   * Sends which of the customers who share the number is calling, unless that is sent already.
   *
   * @returns whether it is sent, now or before
   */
  chooseCustomer(customerId) {
    if (this.#call.choosing !== null) {
      return true;
    }
    if (!this.#connection.send({ type: 'customer_choice', customer_id: customerId })) {
      return false;
    }
    clearTimeout(this.#choiceTimer);
    this.#choiceTimer = setTimeout(() => {
      this.#become(state.choose(this.#call, null));
    }, CHOICE_TIMEOUT_MS);
    this.#become(state.choose(this.#call, customerId));
    return true;
  }

  /** Sends a change of the note; until the server confirms it, again after each reconnection. */
  editNote(change) {
    this.#connection.send(noteMessage(change));
    this.#become(state.editNote(this.#call, change));
  }

  /** @returns whether the request to save the note was sent */
  saveNote() {
    return this.#connection.send({ type: 'note', save: true });
  }

  /** Whether the server does not let this desk see the call, or not any more. */
  get isRefused() {
    return this.#connectionState.state === 'refused';
  }

  get call() {
    return this.#call;
  }

  newId() {
    return newId();
  }

  /**
   * @param {{reason?: string, step?: number}} more reason: why a card was rated low or dismissed
   * @returns the kind that was sent: the same rating again clears it; null if nothing was sent
   */
  giveFeedback(suggestionId, kind, more = {}) {
    const isGiven = more.reason === undefined && state.hasFeedback(this.#call, suggestionId, kind);
    if (isGiven && !REPEATABLE.has(kind) && !state.isRating(kind)) {
      return null;
    }
    const sent = isGiven && state.isRating(kind) ? 'rating_cleared' : kind;
    this.#connection.sendWhenOpen({
      type: 'feedback',
      suggestion_id: suggestionId,
      feedback: sent,
      ...more,
    });
    this.#become(state.withFeedback(this.#call, suggestionId, sent, more));
    return sent;
  }

  #connectionBecame(connectionState) {
    this.#connectionState = connectionState;
    if (connectionState.state !== 'live') {
      this.#call = state.interrupted(this.#call);
    }
    this.#changed();
  }

  #receive(message) {
    if (message.type === 'error') {
      this.#become(state.refused(this.#call));
      this.#onError(String(message.message ?? ''));
      return;
    }
    this.#become(state.receive(this.#call, message));
    this.#onMessage?.(message);
    if (message.type === 'ready') {
      unconfirmed(this.#call.note).forEach((change) => this.#connection.send(noteMessage(change)));
    }
    if (!this.#call.asking || this.#call.asking.answered) {
      clearTimeout(this.#answerTimer);
    }
  }

  #become(call) {
    if (call !== this.#call) {
      this.#call = call;
      this.#changed();
    }
  }

  #changed() {
    this.#onChange(this.#call, this.#connectionState);
  }
}

/**
 * @param {any} change of the note, see {@link editNote}
 * @returns {AgentMessage}
 */
function noteMessage({ line, article, ...chosen }) {
  return {
    type: 'note',
    ...chosen,
    ...(line === undefined
      ? {}
      : { line: { line_id: line.id, section: line.section, text: line.text, due: line.due } }),
    ...(article === undefined
      ? {}
      : { article: { article_id: article.articleId, title: article.title, used: article.used } }),
  };
}

/** A random UUID; `crypto.randomUUID` is missing on plain HTTP. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
