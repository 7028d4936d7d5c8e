/** What the page shows of a call: plain values, ready to be put into the document. */

import { t } from './texts.js';
import { entityLabel, speakerLabel } from './wording.js';

/** Words for how likely a card is the right one. */
const CONFIDENCE = [
  { atLeast: 0.85, words: t('Strong match'), level: 3 },
  { atLeast: 0.5, words: t('Likely'), level: 2 },
  { atLeast: 0, words: t('Possible'), level: 1 },
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
    isPinned: call.feedback[card.id]?.pinned === true,
    stepsDone: call.feedback[card.id]?.steps_done ?? [],
  }));
}

/**
 * Assigns each card its place. The lead keeps the first place while the agent reads it, unless the
 * agent has asked for the newer one.
 *
 * @template {{id: string, isRow: boolean, batch: number, isReply: boolean, isPinned: boolean}} T
 * @param {T[]} cards the newest lead first, rows last
 * @param {{heldId: string | null, isFresh: (id: string) => boolean,
 *     isHeldBack: (id: string) => boolean}} now heldId: the lead that is being read; isFresh: rows
 *     that may still be shown; isHeldBack: cards that came while the agent wanted quiet
 * @returns {{first: T[], waiting: T[], earlier: T[]}} first: the lead with the cards of its message,
 *     then the rows; waiting: leads that would come before it; earlier: all others, pinned first
 */
export function arranged(cards, { heldId, isFresh, isHeldBack }) {
  const leads = cards.filter(({ isRow }) => !isRow);
  const offered = leads.filter(({ id, isReply }) => isReply || !isHeldBack(id));
  const held = offered[0]?.isReply ? undefined : offered.find(({ id }) => id === heldId);
  const lead = held ?? offered[0];
  const waiting =
    lead === undefined ? leads : leads.slice(0, leads.indexOf(lead)).filter(isOfOther(lead));
  const group = lead === undefined ? [] : offered.filter(({ batch }) => batch === lead.batch);
  const rows = cards.filter(({ id, isRow }) => isRow && isFresh(id) && !isHeldBack(id));
  const first =
    lead === undefined ? rows : [lead, ...group.filter((card) => card !== lead), ...rows];
  const earlier = cards.filter((card) => !first.includes(card) && !waiting.includes(card));
  return { first, waiting, earlier: [...earlier.filter(isPinned), ...earlier.filter(isNotPinned)] };
}

const isOfOther = (lead) => (card) => card.batch !== lead.batch;
const isPinned = (card) => card.isPinned;
const isNotPinned = (card) => !card.isPinned;

/** The cards that contain all of the words. */
export function matching(cards, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(({ title, excerpt, answer, articleId }) => {
    const all = `${title} ${excerpt} ${answer} ${articleId}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

const SECTIONS = [
  { name: 'found', heading: t('Found out') },
  { name: 'tried', heading: t('Tried') },
  { name: 'promised', heading: t('Promised') },
  { name: 'open', heading: t('Not answered yet') },
  { name: 'feelings', heading: t('In the customer’s words') },
];

/** The sections of the brief that say something, with the words for each statement. */
export function briefSections({ brief }) {
  if (brief === null) {
    return [];
  }
  const quoted = SECTIONS.map(({ name, heading }) => ({
    id: name,
    heading,
    statements: brief.sections[name].map(statementWords),
  }));
  const used = {
    id: 'articles',
    heading: t('Articles used'),
    statements: brief.articles.map(({ articleId, title }) => ({
      id: articleId,
      text: title || articleId,
      about: '',
      result: '',
      segmentId: '',
      startTime: undefined,
    })),
  };
  return [...quoted, used].filter(({ statements }) => statements.length > 0);
}

/** A step is read with its result, and an answer with its question. */
function statementWords({ said, question, result, reply }) {
  const outcome = { worked: t('Worked'), failed: t('Did not work') }[result];
  const words =
    reply === null || outcome === undefined
      ? ''
      : t('{outcome}: “{reply}”', { outcome, reply: reply.text });
  return {
    id: said.segmentId,
    text: said.text,
    about: question === null ? words : question.text,
    result,
    segmentId: said.segmentId,
    startTime: said.startTime,
  };
}

/** The open questions, with those that an agent says are not answered after all. */
export function visibleQuestions(call) {
  const reopened = call.answers.filter(({ id }) => isReopened(call, id));
  return [...call.questions, ...reopened]
    .filter(({ id }) => !call.feedback[id]?.dismissed)
    .map((question) => ({ ...question, asked: call.feedback[question.id]?.opened === true }))
    .sort((one, other) => one.priority - other.priority);
}

/** Whether an agent has said that an answered question is still open. */
function isReopened(call, id) {
  return call.feedback[id]?.restored === true;
}

/** The questions with an answer, in the words of the transcript, the latest first. */
export function answeredQuestions(call) {
  const said = new Map(call.segments.map((segment) => [segment.id, segment]));
  return call.answers
    .filter(({ id }) => !isReopened(call, id))
    .map(({ id, text, segmentId }) => ({
      id,
      text,
      segmentId: said.has(segmentId) ? segmentId : '',
      answer: said.get(segmentId)?.text ?? '',
      startTime: said.get(segmentId)?.startTime,
    }))
    .reverse();
}

/**
 * What an agent who takes over the call should know before the first word; null if it was not
 * transferred.
 */
export function handOver(call) {
  const { transferredFrom, transferredAt } = call.details;
  if (transferredFrom === undefined || isEnded(call)) {
    return null;
  }
  const { customerName } = people(call);
  const customer = [customerName, call.customer?.tier].filter(Boolean).join(', ');
  const shown = visibleCards(call);
  const [lead] = arranged(shown, {
    heldId: null,
    isFresh: () => false,
    isHeldBack: () => false,
  }).first;
  return {
    words: [t('From {name}', { name: transferredFrom }), customer].filter(Boolean).join(' · '),
    at: Date.parse(transferredAt ?? ''),
    problem: call.brief?.problem || call.context?.issue || '',
    cardId: lead?.id ?? '',
    cardTitle: shown.find((card) => card === lead)?.title ?? '',
  };
}

/**
 * One line per segment; the speaker is named where the turn passes to another, and a transfer where
 * another agent speaks for the first time.
 */
export function transcriptLines(call) {
  const agents = agentsBefore(call.segments);
  return call.segments.map((segment, index) => ({
    ...segment,
    transfer: transferWords(agents[index], segment),
    speakerLabel: speakerLabel(segment.speaker, {
      ...people(call),
      ...(segment.agentName === undefined ? {} : { agentName: segment.agentName }),
    }),
    startsTurn: !isSameSpeaker(call.segments[index - 1], segment),
  }));
}

/** For each segment, the agent who spoke last before it. */
function agentsBefore(segments) {
  let agent;
  return segments.map(({ speaker, agentName }) => {
    const before = agent;
    agent = speaker === 'agent' && agentName !== undefined ? agentName : agent;
    return before;
  });
}

function transferWords(before, { speaker, agentName }) {
  const isOther =
    speaker === 'agent' && before !== undefined && agentName !== undefined && agentName !== before;
  return isOther ? `${before} → ${agentName}` : '';
}

function isSameSpeaker(before, segment) {
  return before?.speaker === segment.speaker && before.agentName === segment.agentName;
}

/** The problem and the things named in it; the people on the call are no things. */
export function issueAndChips(call) {
  const names = Object.values(people(call)).map((name) => name?.toLowerCase());
  const labels = (call.context?.entities ?? [])
    .map(entityLabel)
    .filter((label) => label !== '' && !names.includes(label.toLowerCase()));
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
