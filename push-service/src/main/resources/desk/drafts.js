/** What the agent is typing, kept while the page is left for the sign-in and comes back. */

import { forget, remember, remembered } from './tab-memory.js';

const KEY = 'desk.drafts';

/** The fields whose text no server has yet. */
const FIELDS = ['#ask-text', '#case-note'];

/** @param {string | null} sessionId the call that is open */
export function keepDrafts(sessionId) {
  const texts = FIELDS.map((field) => [field, fieldOf(field)?.value ?? '']).filter(
    ([, text]) => text,
  );
  if (texts.length > 0) {
    remember(KEY, JSON.stringify({ sessionId, texts }));
  }
}

/** Gives the texts back, once, if the same call is open. */
export function restoreDrafts(sessionId) {
  const kept = remembered(KEY);
  forget(KEY);
  const { sessionId: of, texts = [] } = kept === null ? {} : JSON.parse(kept);
  if (of === sessionId) {
    for (const [place, text] of texts) {
      const field = fieldOf(place);
      if (field !== null) {
        field.value = text;
      }
    }
  }
}

/** @returns {HTMLInputElement | null} */
function fieldOf(place) {
  return /** @type {HTMLInputElement | null} */ (document.querySelector(place));
}
