/** Converts a message of type brief to plain values, and drops fields that the desk does not know. */

import { list, number, text } from './plain.js';

const SECTIONS = ['found', 'tried', 'promised', 'open', 'feelings'];

/**
 * @typedef {{text: string, speaker: string, segmentId: string, startTime: number | undefined}} Quote
 * @typedef {{said: Quote, question: Quote | null, result: string, reply: Quote | null}} Statement
 */

/** @param {BriefMessage} message */
export function briefOf(message) {
  return {
    problem: text(message.problem),
    isFinal: message.is_final === true,
    sections: Object.fromEntries(
      SECTIONS.map((name) => [name, list(message[name]).map(statementOf).filter(saysSomething)]),
    ),
    articles: list(message.articles).map(({ article_id, title }) => ({
      articleId: text(article_id),
      title: text(title),
    })),
  };
}

/** @returns {Statement} */
function statementOf({ said, question, result, reply }) {
  return {
    said: quoteOf(said) ?? { text: '', speaker: '', segmentId: '', startTime: undefined },
    question: quoteOf(question),
    result: text(result),
    reply: quoteOf(reply),
  };
}

/** @returns {Quote | null} */
function quoteOf(quote) {
  return quote instanceof Object
    ? {
        text: text(quote.text),
        speaker: text(quote.speaker),
        segmentId: text(quote.segment_id),
        startTime: number(quote.start_time),
      }
    : null;
}

function saysSomething({ said }) {
  return said.text !== '';
}
