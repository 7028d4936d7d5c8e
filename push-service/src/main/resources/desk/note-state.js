/**
 * The note of a call: what the server last said of it, with what the agent has changed since. A
 * change counts until the server confirms it.
 */

import { list, text } from './plain.js';

/**
 * @typedef {{id: string, section: string, text: string, segmentId: string, due: string,
 *     isEdited: boolean}} NoteLine
 * @typedef {{articleId: string, title: string}} UsedArticle
 * @typedef {{status: string, lines: NoteLine[], outcome: string, disposition: string,
 *     articles: UsedArticle[], savesAt: string, savedAt: string, savedBy: string,
 *     dispositions: {code: string, name: string}[], pending: Pending}} Note
 * @typedef {{lines: Record<string, {section: string, text: string, due: string}>,
 *     articles: Record<string, {articleId: string, title: string, used: boolean}>, outcome?: string,
 *     disposition?: string}} Pending
 */

/** @returns {Pending} */
const nothing = () => ({ lines: {}, articles: {} });

/** @returns {Note} */
export function newNote() {
  return {
    status: 'draft',
    lines: [],
    outcome: '',
    disposition: '',
    articles: [],
    savesAt: '',
    savedAt: '',
    savedBy: '',
    dispositions: [],
    pending: nothing(),
  };
}

/**
 * @param {BriefMessage} message
 * @param {Pending} pending
 * @returns {Note}
 */
export function noteOf({ note, dispositions }, pending = nothing()) {
  const given = /** @type {Partial<import('desk-types').Note>} */ (
    note instanceof Object ? note : {}
  );
  const known = {
    status: text(given.status) || 'draft',
    lines: list(given.lines).map(lineOf),
    outcome: text(given.outcome),
    disposition: text(given.disposition),
    articles: list(given.articles).map(({ article_id, title }) => ({
      articleId: text(article_id),
      title: text(title),
    })),
    savesAt: text(given.saves_at),
    savedAt: text(given.saved_at),
    savedBy: text(given.saved_by),
    dispositions: list(dispositions).map(({ code, name }) => ({
      code: text(code),
      name: text(name),
    })),
  };
  return { ...known, pending: stillPending(known, pending) };
}

/**
 * @param {import('desk-types').Line} line
 * @returns {NoteLine}
 */
function lineOf({ line_id, section, text: words, segment_id, due, edited_by }) {
  return {
    id: text(line_id),
    section: text(section),
    text: text(words),
    segmentId: text(segment_id),
    due: text(due),
    isEdited: edited_by !== undefined,
  };
}

/** What the server does not show yet. A saved note takes no more changes. */
function stillPending(known, pending) {
  if (known.status !== 'draft') {
    return nothing();
  }
  const lines = new Map(known.lines.map((line) => [line.id, line]));
  const used = new Set(known.articles.map(({ articleId }) => articleId));
  return {
    lines: keep(pending.lines, (id, edit) => !isShown(lines.get(id), edit)),
    articles: keep(pending.articles, (id, mark) => used.has(id) !== mark.used),
    ...(pending.outcome === known.outcome ? {} : { outcome: pending.outcome }),
    ...(pending.disposition === known.disposition ? {} : { disposition: pending.disposition }),
  };
}

/** The server may have replaced personal data in the text. */
function isShown(line, edit) {
  if (edit.text === '' || line === undefined) {
    return (edit.text === '') === (line === undefined);
  }
  const isReplaced = line.isEdited && /\[[^\]]+\]/.test(line.text);
  return (line.text === edit.text && line.due === edit.due) || isReplaced;
}

function keep(entries, isKept) {
  return Object.fromEntries(Object.entries(entries).filter(([id, value]) => isKept(id, value)));
}

/**
 * @param {Note} note
 * @param {{line?: {id: string, section: string, text: string, due: string}, outcome?: string,
 *     disposition?: string, article?: {articleId: string, title: string, used: boolean}}} change
 * @returns {Note}
 */
export function changed(note, { line, article, ...chosen }) {
  const { pending } = note;
  return {
    ...note,
    pending: {
      ...pending,
      ...chosen,
      lines: line === undefined ? pending.lines : { ...pending.lines, [line.id]: line },
      articles:
        article === undefined
          ? pending.articles
          : { ...pending.articles, [article.articleId]: article },
    },
  };
}

/**
 * The changes that the server has not confirmed, to be sent again.
 *
 * @param {Note} note
 */
export function unconfirmed({ pending }) {
  const { lines, articles, ...chosen } = pending;
  return [
    ...Object.entries(lines).map(([id, line]) => ({ line: { ...line, id } })),
    ...Object.values(articles).map((article) => ({ article })),
    ...Object.entries(chosen)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ [name]: value })),
  ];
}
