/**
 * The state of one call, as a plain value. Every function takes a call and returns the next one;
 * nothing here knows the page, the connection or the clock. call-view.js selects what the page
 * shows.
 */

import { briefOf } from './brief-state.js';
import { changed, newNote, noteOf } from './note-state.js';
import { customerOf, outcomeOf } from './customer-state.js';
import { list, number, text } from './plain.js';
import { placeSegment, redactSegment } from './segment-order.js';

/**
 * @typedef {{rating?: string, opened?: boolean, copied?: boolean, shown?: boolean,
 *     dismissed?: boolean, pinned?: boolean, reason?: string, steps_done?: number[]}} Feedback
 * @typedef {{status: string, callId?: string, agentName?: string, customerName?: string,
 *     startedAt?: string, endedAt?: string, reason?: string, caseRequestedAt?: string,
 *     transferredFrom?: string, transferredAt?: string}} Details
 * @typedef {{question: string, id: string, answered: boolean}} PendingQuestion
 * @typedef {{issue: string, entities: {type: string, value: string}[]}} Context
 * @typedef {import('./segment-order.js').Segment} Segment
 * @typedef {ReturnType<typeof cardOf> & {batch: number, isReply: boolean}} Card
 * @typedef {ReturnType<typeof questionOf>} Question
 * @typedef {Question & {segmentId: string}} Answered
 * @typedef {ReturnType<typeof customerOf>} Customer
 * @typedef {ReturnType<typeof outcomeOf>} Outcome
 * @typedef {ReturnType<typeof briefOf>} Brief
 * @typedef {{caughtUp: boolean, details: Details, segments: Segment[], cards: Card[],
 *     questions: Question[], answers: Answered[], context: Context | null, contextRun: number,
 *     withdrawals: Map<string, string>, silence: string, asking: PendingQuestion | null,
 *     customer: Customer | null, choosing: string | null, outcome: Outcome | null, brief: Brief | null,
 *     note: import('./note-state.js').Note, requestingCase: boolean, feedback: Record<string, Feedback>, batches: number}} Call
 */

const MAX_ANSWERS = 20;

const RATINGS = new Set(['helpful', 'not_helpful', 'irrelevant']);

/** The change that each kind of feedback makes; ratings are in {@link RATINGS}. */
const CHANGES = new Map([
  ['rating_cleared', { rating: undefined, reason: undefined }],
  ['restored', { dismissed: undefined, reason: undefined, restored: true }],
  ['pinned', { pinned: true }],
  ['unpinned', { pinned: undefined }],
]);

/** @returns {Call} */
export function newCall() {
  return {
    caughtUp: false,
    details: { status: 'unknown' },
    segments: [],
    cards: [],
    questions: [],
    answers: [],
    context: null,
    contextRun: 0,
    withdrawals: new Map(),
    silence: '',
    asking: null,
    customer: null,
    choosing: null,
    outcome: null,
    brief: null,
    note: newNote(),
    requestingCase: false,
    feedback: {},
    batches: 0,
  };
}

/**
 * @param {Call} call
 * @param {DeskMessage} message
 * @returns {Call}
 */
export function receive(call, message) {
  switch (message.type) {
    case 'call':
      return withDetails(call, updatedDetails(call.details, message));
    case 'customer':
      return { ...call, customer: customerOf(message), choosing: null };
    case 'crm_outcome':
      return { ...call, outcome: outcomeOf(message) };
    case 'brief':
      return { ...call, brief: briefOf(message), note: noteOf(message, call.note.pending) };
    case 'transcript':
      return { ...call, segments: placeSegment(call.segments, segmentOf(message)) };
    case 'redaction':
      return corrected(call, message);
    case 'suggestions':
      return withSuggestions(call, message);
    case 'marks':
      return { ...call, feedback: { ...call.feedback, ...marksOf(message) } };
    case 'ready':
      return { ...call, caughtUp: true };
    case 'resync':
      return {
        ...newCall(),
        asking: call.asking,
        note: { ...newNote(), pending: call.note.pending },
      };
    default:
      return call;
  }
}

/**
 * The connection broke: missed messages come before the next `ready`.
 *
 * @param {Call} call
 * @returns {Call}
 */
export function interrupted(call) {
  return { ...refused(call), caughtUp: false };
}

/**
 * A request of the agent failed, or its result is unknown.
 *
 * @param {Call} call
 * @returns {Call}
 */
export function refused(call) {
  return { ...call, choosing: null, requestingCase: false };
}

export function requestCase(call) {
  return { ...call, requestingCase: true };
}

/** An agent changes the note; see {@link changed}. */
export function editNote(call, change) {
  return { ...call, note: changed(call.note, change) };
}

/** The agent chooses which of the customers who share the number is calling. */
export function choose(call, customerId) {
  return { ...call, choosing: customerId };
}

/** @param id of the question; the update with the answer repeats it as question_id */
export function ask(call, question, id) {
  return { ...call, asking: { question, id, answered: false } };
}

/** The answer did not come, or was empty. */
export function foundNothing(call) {
  return call.asking ? { ...call, asking: { ...call.asking, answered: true } } : call;
}

export function stopAsking(call) {
  return { ...call, asking: null };
}

/**
 * Shows feedback of the agent before the server confirms it.
 *
 * @param {{reason?: string, step?: number}} more
 */
export function withFeedback(call, id, kind, more = {}) {
  const { reason, step } = more;
  const given = call.feedback[id] ?? {};
  const rating = RATINGS.has(kind) ? { rating: kind } : { [kind]: true };
  const change =
    CHANGES.get(kind) ??
    stepChange(given, kind, step) ??
    (reason === undefined ? rating : { ...rating, reason });
  return { ...call, feedback: { ...call.feedback, [id]: { ...given, ...change } } };
}

function stepChange({ steps_done: done = [] }, kind, step) {
  switch (kind) {
    case 'step_done':
      return { steps_done: [...new Set([...done, step])] };
    case 'step_undone':
      return { steps_done: done.filter((other) => other !== step) };
    default:
      return undefined;
  }
}

export function isRating(kind) {
  return RATINGS.has(kind);
}

export function hasFeedback(call, id, kind) {
  const given = call.feedback[id];
  return given !== undefined && (given.rating === kind || given[kind] === true);
}

/**
 * @param {Call} call
 * @param {Details} details
 * @returns {Call}
 */
function withDetails(call, details) {
  const isRequestTaken = details.caseRequestedAt !== call.details.caseRequestedAt;
  return { ...call, details, requestingCase: call.requestingCase && !isRequestTaken };
}

/**
 * A field that is absent keeps its known value, except the customer's name (without one it is no
 * longer known who calls) and the request for a case (it was withdrawn).
 *
 * @param {Details} details
 * @param {CallMessage} message
 * @returns {Details}
 */
function updatedDetails(details, message) {
  const known = {
    status: message.status,
    callId: message.call_id,
    agentName: message.agent_name,
    startedAt: message.started_at,
    endedAt: message.ended_at,
    reason: message.reason,
    transferredFrom: message.transferred_from,
    transferredAt: message.transferred_at,
  };
  const present = Object.entries(known).filter(([, value]) => text(value) !== '');
  const customerName = text(message.customer_name) || undefined;
  const caseRequestedAt = text(message.case_requested_at) || undefined;
  const next = { ...details, ...Object.fromEntries(present), customerName, caseRequestedAt };
  return next.status === 'live' ? { ...next, endedAt: undefined, reason: undefined } : next;
}

/**
 * Personal data was found in a segment: its text changes, and so does what quotes it.
 *
 * @param {Call} call
 * @param {RedactionMessage} message
 * @returns {Call}
 */
function corrected(call, message) {
  const reasons = message.reasons ?? {};
  const segmentId = text(message.segment_id);
  return {
    ...call,
    segments: redactSegment(call.segments, segmentId, text(message.text)),
    context: message.context ? contextOf(message.context, '') : call.context,
    cards: call.cards.map((card) =>
      Object.hasOwn(reasons, card.id) ? { ...card, whyNow: text(reasons[card.id]) } : card,
    ),
  };
}

/**
 * What agents did with cards and questions, by their id. It belongs to the call, so it is the same
 * on every desk.
 *
 * @param {MarksMessage} message
 * @returns {Record<string, Feedback>}
 */
function marksOf({ marks }) {
  return marks instanceof Object ? marks : {};
}

/**
 * @param {TranscriptMessage} message
 * @returns {Segment}
 */
function segmentOf(message) {
  return {
    id: text(message.segment_id) || text(message.id),
    speaker: text(message.speaker),
    agentName: text(message.agent_name) || undefined,
    text: text(message.text),
    startTime: number(message.start_time),
    isFinal: message.is_final !== false,
  };
}

/**
 * @param {Call} call
 * @param {SuggestionsMessage} message
 * @returns {Call}
 */
function withSuggestions(call, message) {
  const asked = message.trigger === 'agent_question';
  const withdrawn = new Map(
    list(message.withdrawn).map(({ id, reason }) => [text(id), text(reason)]),
  );
  const questions = list(message.clarifying_questions).map(questionOf);
  const batch = call.batches + 1;
  const incoming = list(message.suggestions)
    .map((suggestion) => ({ ...cardOf(suggestion), batch, isReply: asked }))
    .filter(isBorneOut);
  const withdrawals = new Map(
    [...call.withdrawals, ...withdrawn].filter(([id]) => !contains(incoming, { id })),
  );
  if (text(message.source) !== '') {
    const cards = withCards(call.cards, incoming, withdrawals, false);
    return { ...call, cards, withdrawals, batches: batch };
  }
  const next = {
    ...call,
    ...(asked ? {} : understood(call, message)),
    cards: withCards(call.cards, incoming, withdrawals, asked),
    questions: withQuestions(call.questions, questions, withdrawals),
    answers: withAnswers(call, questions, message),
    withdrawals,
    batches: batch,
    silence: silenceAfter(call, message, incoming),
  };
  const answers = asked && answersWhatIsAsked(call.asking, message.question_id);
  return {
    ...next,
    asking: askingAfter(call.asking, { asked: answers, found: incoming.length > 0 }),
  };
}

/**
 * Keeps the silence if the message shows nothing and gives no reason, such as a withdrawal or an
 * empty answer.
 */
function silenceAfter(call, message, incoming) {
  const shows = incoming.length > 0 || list(message.clarifying_questions).length > 0;
  return text(message.silence) || (shows ? '' : call.silence);
}

/** Of two quick questions, the answer to the first must not count as the answer to the second. */
function answersWhatIsAsked(asking, questionId) {
  return asking === null || questionId === undefined || questionId === asking.id;
}

/** An empty answer stays on display until a later message has cards. */
function askingAfter(asking, { asked, found }) {
  if (asking === null || (found && (asked || asking.answered))) {
    return null;
  }
  return asked ? { ...asking, answered: true } : asking;
}

/**
 * Leading cards come first, the newest before the others, then the rows. A row that is already
 * there stays in place, unless it answers the agent's question: then it moves to the front, where
 * the agent sees it.
 */
function withCards(cards, incoming, withdrawals, asked) {
  const standing = cards.filter((card) => !withdrawals.has(card.id));
  const added = unique(incoming).filter(
    (card) => asked || !card.isRow || !contains(standing, card),
  );
  const all = [...added, ...standing.filter((card) => !contains(added, card))];
  return [...all.filter(({ isRow }) => !isRow), ...all.filter(({ isRow }) => isRow)];
}

/**
 * The questions that the customer has answered, each with the segment that does, the latest last.
 *
 * @param {Call} call
 * @param {Question[]} incoming
 * @param {SuggestionsMessage} message
 * @returns {Answered[]}
 */
function withAnswers({ questions, answers }, incoming, message) {
  const known = unique([...questions, ...incoming]);
  const added = list(message.withdrawn)
    .filter(({ reason }) => reason === 'answered')
    .flatMap(({ id, segment_id }) =>
      known
        .filter((question) => question.id === id)
        .map((question) => ({ ...question, segmentId: text(segment_id) })),
    );
  return [...answers.filter((answer) => !contains(added, answer)), ...added].slice(-MAX_ANSWERS);
}

function withQuestions(questions, incoming, withdrawals) {
  return unique([...questions, ...incoming]).filter((question) => !withdrawals.has(question.id));
}

/**
 * The context of the customer's problem; the context of an agent's question describes the question.
 *
 * @param {Call} call
 * @param {SuggestionsMessage} message
 * @returns {Partial<Call>}
 */
function understood(call, { context, run = call.contextRun }) {
  if (!context || run < call.contextRun) {
    return {};
  }
  return {
    contextRun: number(run) ?? call.contextRun,
    context: contextOf(context, call.context?.issue ?? ''),
  };
}

/**
 * @param {NonNullable<SuggestionsMessage['context']>} context
 * @param {string} issueBefore
 * @returns {Context}
 */
function contextOf(context, issueBefore) {
  return {
    issue: text(context.issue_text) || text(context.detected_issue) || issueBefore,
    entities: list(context.detected_entities).map(({ type, value }) => ({
      type: text(type),
      value: text(value),
    })),
  };
}

/** @param {import('desk-types').Suggestion & { source?: string }} suggestion */
function cardOf(suggestion) {
  return {
    id: text(suggestion.id),
    isRow: suggestion.level === 'row',
    source: text(suggestion.source),
    isAnswer: suggestion.suggestion_type === 'generated_answer',
    articleId: text(suggestion.article_id),
    title: text(suggestion.title),
    url: text(suggestion.url),
    answerLine: text(suggestion.answer_line),
    excerpt: text(suggestion.excerpt),
    highlights: list(suggestion.highlights),
    confidence: number(suggestion.confidence_score) ?? number(suggestion.similarity) ?? 0,
    whyNow: text(suggestion.why_now),
    updatedAt: text(suggestion.updated_at),
    alsoIn: list(suggestion.also_in).map((article) => text(article.title)),
    answer: text(suggestion.answer),
    citations: list(suggestion.citations).map(citationOf),
  };
}

/** @param {import('desk-types').Citation} citation */
function citationOf(citation) {
  return {
    articleId: text(citation.article_id),
    title: text(citation.title),
    url: text(citation.url),
    quote: text(citation.quote),
  };
}

/** A model's answer is shown with its citations, or not at all. */
function isBorneOut({ isAnswer, answer, citations }) {
  return !isAnswer || (answer !== '' && citations.length > 0);
}

/** @param {import('desk-types').ClarifyingQuestion} question */
function questionOf(question) {
  return {
    id: text(question.id),
    purpose: text(question.purpose),
    priority: number(question.priority) ?? Number.MAX_SAFE_INTEGER,
    text: text(question.text) || text(question.question),
  };
}

function unique(items) {
  return items.filter((item, index) => items.findIndex(({ id }) => id === item.id) === index);
}

function contains(items, { id }) {
  return items.some((item) => item.id === id);
}
