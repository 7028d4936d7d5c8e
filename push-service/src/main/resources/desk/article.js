import { text } from './plain.js';

const TIMEOUT_MS = 5000;

/**
 * Reads the whole article of a card.
 *
 * @param {{sessionId: string, token: string | null}} call
 * @param {string} articleId
 * @returns null if it is not in the knowledge base any more
 * @throws if it can't be read now
 */
export async function readArticle({ sessionId, token }, articleId) {
  const query = new URLSearchParams({ article_id: articleId });
  const path = `/api/realtime/article/${encodeURIComponent(sessionId)}?${query}`;
  const response = await fetch(path, {
    cache: 'no-store',
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 404) {
    return null;
  }
  if (!response.ok) {
    throw new Error(response.statusText);
  }
  const { title, body, url, updated_at: updatedAt } = await response.json();
  return { title: text(title), body: text(body), url: text(url), updatedAt: text(updatedAt) };
}

/**
 * Where the card's words are in the article.
 *
 * @returns the range of the excerpt, or else of the answer, as of {@link pieces}; empty if the
 *     article no longer has them
 */
export function passageIn(body, { excerpt, answerLine }) {
  const words = [excerpt, answerLine].find((part) => part !== '' && body.includes(part));
  if (words === undefined) {
    return [];
  }
  const start = body.indexOf(words);
  return [{ start, end: start + words.length }];
}
