/** The agent's feedback on the cards of a call, kept as long as the browser tab. */

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
    // If storage is full or forbidden, only the pressed states are lost after a reload.
  }
}
