/** What the page shows of the note of a call: plain values, put into words. */

import { t, timeOfDay } from './texts.js';
import { isEnded } from './call-view.js';
import { dayOf } from './promised-day.js';

const SECTIONS = [
  { name: 'problem', heading: t('Problem') },
  { name: 'found', heading: t('Found out') },
  { name: 'tried', heading: t('Tried') },
  { name: 'promised', heading: t('Promised') },
  { name: 'other', heading: t('Remarks') },
];

const LIKELY = 3;
const MAX_ARTICLES = 12;

export const OUTCOMES = [
  { code: 'solved', name: t('Solved') },
  { code: 'follow_up', name: t('Follow-up') },
  { code: 'transferred', name: t('Transferred') },
  { code: 'no_fault', name: t('No fault found') },
];

/** @param {import('./call-state.js').Call} call */
export function noteView(call) {
  const { note } = call;
  const disposition = note.pending.disposition ?? note.disposition;
  return {
    isSaved: note.status !== 'draft',
    canSave: isEnded(call) && note.status === 'draft',
    sections: sections(call),
    outcome: note.pending.outcome ?? note.outcome,
    disposition,
    likely: likely(note.dispositions, disposition),
    others: note.dispositions,
    articles: articles(call),
    state: stateWords(call),
  };
}

/** @param {import('./call-state.js').Call} call */
function sections({ note, details }) {
  const promisedOn = new Date(details.startedAt ?? Number.NaN);
  const known = new Set(note.lines.map(({ id }) => id));
  const added = Object.entries(note.pending.lines)
    .filter(([id]) => !known.has(id))
    .map(([id, { section, text, due }]) => ({
      id,
      section,
      text,
      due,
      segmentId: '',
      isEdited: true,
    }));
  const lines = [
    ...note.lines.map((line) => {
      const edit = note.pending.lines[line.id];
      return edit === undefined ? line : { ...line, ...edit, isEdited: true };
    }),
    ...added,
  ].filter(({ text }) => text !== '');
  return SECTIONS.map(({ name, heading }) => ({
    id: name,
    heading,
    lines: [...lines.filter(({ section }) => section === name), ...missing(name, lines, note)].map(
      (line) => withDay(line, promisedOn, note.status !== 'draft'),
    ),
  })).filter(({ lines: some }) => some.length > 0);
}

/** An empty line for the problem, if none is known. */
function missing(section, lines, { status }) {
  const isMissing =
    section === 'problem' && status === 'draft' && lines.every((line) => line.section !== section);
  return isMissing
    ? [{ id: 'problem', section, text: '', due: '', segmentId: '', isEdited: false }]
    : [];
}

/** A promise has the day that it names, until an agent sets another. */
function withDay(line, promisedOn, isSaved) {
  const mayHaveDay = line.section === 'promised';
  const isOpen = mayHaveDay && !isSaved && line.due === '' && !line.isEdited;
  const guess = isOpen && !Number.isNaN(promisedOn.getTime()) ? dayOf(line.text, promisedOn) : '';
  return { ...line, mayHaveDay, due: line.due || guess, isDayGuessed: guess !== '' };
}

/** The likeliest codes, and the chosen one if it is not among them. */
function likely(dispositions, chosen) {
  const first = dispositions.slice(0, LIKELY);
  const isAmong = chosen === '' || first.some(({ code }) => code === chosen);
  return isAmong
    ? first
    : [...first.slice(0, -1), ...dispositions.filter(({ code }) => code === chosen)];
}

/** The articles that were used, ticked, and then the others of the call. */
function articles({ note, cards }) {
  const used = note.articles.map((article) => ({ ...article, used: true }));
  const others = cards
    .filter(({ isAnswer }) => !isAnswer)
    .map(({ articleId, title }) => ({ articleId, title, used: false }));
  const all = [...used, ...others].filter(
    ({ articleId }, index, every) =>
      every.findIndex((other) => other.articleId === articleId) === index,
  );
  return all.slice(0, MAX_ARTICLES).map(({ articleId, title, used: isUsed }) => ({
    id: articleId,
    articleId,
    title: title || articleId,
    used: note.pending.articles[articleId]?.used ?? isUsed,
  }));
}

function stateWords(call) {
  const { status, savedAt, savedBy, savesAt } = call.note;
  if (status === 'saved') {
    const words = savedBy === '' ? t('Saved') : t('Saved by {name}', { name: savedBy });
    return withTime(words, savedAt);
  }
  if (status === 'saved_automatically') {
    return withTime(t('Saved automatically'), savedAt);
  }
  if (!isEnded(call)) {
    return t('Draft. It can be saved when the call has ended.');
  }
  return savesAt === '' ? t('Draft') : withTime(t('Draft, saved automatically'), savesAt);
}

function withTime(words, time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? words
    : `${words} ${t('at {time}', { time: timeOfDay(date) })}`;
}

/** The note as text to paste. */
export function noteAsText({ sections: all, outcome, disposition, others, articles: some }) {
  const written = all
    .map(({ heading, lines: said }) => ({ heading, said: said.filter(({ text }) => text !== '') }))
    .filter(({ said }) => said.length > 0);
  const lines = written.flatMap(({ heading, said }) => [
    `${heading}:`,
    ...said.map(
      ({ text, due }) => `- ${text}${due === '' ? '' : ` (${t('due {day}', { day: due })})`}`,
    ),
  ]);
  const name = (list, code) => list.find((one) => one.code === code)?.name ?? '';
  const used = some.filter(({ used: isUsed }) => isUsed).map(({ title }) => title);
  return [
    ...lines,
    ...named(t('Outcome'), name(OUTCOMES, outcome)),
    ...named(t('Disposition'), name(others, disposition)),
    ...named(t('Articles used'), used.join(', ')),
  ].join('\n');
}

function named(label, value) {
  return value === '' ? [] : [`${label}: ${value}`];
}
