/** What the agent did with the cards of a call, kept while the browser tab lives. */

const KEY_PREFIX = 'desk.feedback.';

export function rememberedFeedback(sessionId) {
  try {
    return JSON.parse(sessionStorage.getItem(KEY_PREFIX + sessionId) ?? '{}');
  } catch {
    return {};
  }
}

export function rememberFeedback(sessionId, feedback) {
  try {
    sessionStorage.setItem(KEY_PREFIX + sessionId, JSON.stringify(feedback));
  } catch {
    // Storage that is full or forbidden costs pressed states after a reload, nothing else.
  }
}
