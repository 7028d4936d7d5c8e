/** What the page shows of a call: plain values, ready to be put into the document. */

import { entityLabel, speakerLabel } from './wording.js';

/** Words for how likely a card is the right one. */
const CONFIDENCE = [
  { atLeast: 0.85, words: 'Strong match', level: 3 },
  { atLeast: 0.5, words: 'Likely', level: 2 },
  { atLeast: 0, words: 'Possible', level: 1 },
];

/** Links each citation to the card of its article, if that is still there. */
export function visibleCards(call) {
  const cards = call.cards.filter(({ id }) => !call.feedback[id]?.dismissed);
  const articles = new Map(
    cards.filter(({ isAnswer }) => !isAnswer).map(({ id, articleId }) => [articleId, id]),
  );
  return cards.map((card) => ({
    ...card,
    confidence: CONFIDENCE.find(({ atLeast }) => card.confidence >= atLeast) ?? CONFIDENCE.at(-1),
    citations: card.citations.map((citation) => ({
      ...citation,
      cardId: articles.get(citation.articleId),
    })),
    rating: call.feedback[card.id]?.rating,
  }));
}

/**
 * Keeps the lead that the agent is reading in its place.
 *
 * @template {{id: string, isRow: boolean}} T
 * @param {T[]} cards in their order
 * @param {string | null} heldId of that lead
 * @returns {{cards: T[], waiting: T[]}} waiting: the leading cards that would come before it
 */
export function withLeadHeld(cards, heldId) {
  const held = cards.find(({ id }) => id === heldId);
  if (held === undefined) {
    return { cards, waiting: [] };
  }
  const before = cards.slice(0, cards.indexOf(held));
  return {
    cards: [held, ...cards.filter((card) => card !== held)],
    waiting: before.filter(({ isRow }) => !isRow),
  };
}

export function visibleQuestions(call) {
  return call.questions
    .filter(({ id }) => !call.feedback[id]?.dismissed)
    .map((question) => ({ ...question, asked: call.feedback[question.id]?.opened === true }))
    .sort((one, other) => one.priority - other.priority);
}

/** One line per segment; the speaker is named where the turn passes to another. */
export function transcriptLines(call) {
  return call.segments.map((segment, index) => ({
    ...segment,
    speakerLabel: speakerLabel(segment.speaker, people(call)),
    startsTurn: call.segments[index - 1]?.speaker !== segment.speaker,
  }));
}

export function issueAndChips(call) {
  const labels = (call.context?.entities ?? []).map(entityLabel).filter((label) => label !== '');
  return { issue: call.context?.issue ?? '', chips: [...new Set(labels)] };
}

/**
 * The names on the call: {agentName, customerName}, either undefined. The telephone system takes
 * precedence over the CRM.
 */
export function people({ details, customer }) {
  const { agentName, customerName } = details;
  return { agentName, customerName: customerName ?? (customer?.name || undefined) };
}

/** Whether the call is unknown; a call that was never announced is known by its speech. */
export function isUnknown(call) {
  return (
    call.caughtUp &&
    call.details.status === 'unknown' &&
    call.segments.length === 0 &&
    call.cards.length === 0
  );
}

export function isEnded(call) {
  return call.details.status === 'ended';
}
