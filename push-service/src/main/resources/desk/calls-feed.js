/** The list of calls, polled while the page is visible; an agent's own calls also while it is hidden. */

const INTERVAL_MS = 2000;
const HIDDEN_INTERVAL_MS = 5000;
/** How many calls are listed at first, and how many more at a time. */
export const FIRST_CALLS = 50;

const TIMEOUT_MS = 5000;

export class CallsFeed {
  #token;
  #onChange;
  #wanted = { search: '', status: '', most: FIRST_CALLS };
  /** Whether these are the calls of one agent: then a ringing one opens, and its cards are told of. */
  #isOwn = false;
  /** @type {number | undefined} */
  #timer;

  /**
   * @param onChange gets {calls, own, total, live}, {refused: true, signIn} as the last call, or {unreachable: true};
   *   `own` tells that these are the calls of the token's agent
   */
  constructor({ token, onChange }) {
    this.#token = token;
    this.#onChange = onChange;
  }

  start() {
    document.addEventListener('visibilitychange', this.#poll);
    this.#poll();
  }

  #stop() {
    document.removeEventListener('visibilitychange', this.#poll);
    clearTimeout(this.#timer);
  }

  #poll = async () => {
    clearTimeout(this.#timer);
    if (document.hidden && !this.#isOwn) {
      return;
    }
    const outcome = await this.#fetch();
    this.#isOwn = outcome.own ?? this.#isOwn;
    this.#onChange(outcome);
    if (outcome.refused) {
      this.#stop();
    } else {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#poll, document.hidden ? HIDDEN_INTERVAL_MS : INTERVAL_MS);
    }
  };

  /** Asks for other calls, or for more. */
  ask(wanted) {
    this.#wanted = wanted;
    this.#poll();
  }

  async #fetch() {
    const { search, status, most } = this.#wanted;
    try {
      const query = new URLSearchParams({ search, status, most: String(most) });
      const response = await fetch(`/desk/calls?${query}`, {
        cache: 'no-store',
        headers: this.#token ? { Authorization: `Bearer ${this.#token}` } : {},
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 401 || response.status === 403) {
        const signIn = response.status === 401 ? response.headers.get('sign-in') : null;
        return { refused: true, signIn };
      }
      if (!response.ok) {
        return { unreachable: true };
      }
      const { calls, own, total, live } = await response.json();
      return { calls: inOrder(calls), own: own === true, total, live };
    } catch {
      return { unreachable: true };
    }
  }
}

/**
 * The call that an agent goes on to after saving a note.
 *
 * @returns {string | undefined} the session of a live call of that agent
 */
export function nextLive(calls, { agentName, except }) {
  return calls.find(
    (call) =>
      agentName !== undefined &&
      call.status === 'live' &&
      call.session_id !== except &&
      call.agent_name === agentName,
  )?.session_id;
}

/**
 * The call that opens by itself on the desk of one agent: a live one that was not open yet.
 *
 * @param {Set<string>} opened the sessions that were open before
 * @returns {string | undefined} its session
 */
export function ringing(calls, opened) {
  return calls.find(({ status, session_id: id }) => status === 'live' && !opened.has(id))
    ?.session_id;
}

/** Live calls first, the newest on top; then ended calls, the latest on top. */
export function inOrder(calls) {
  const time = (iso) => Date.parse(iso) || 0;
  const rank = (call) => (call.status === 'live' ? 0 : 1);
  const latest = (call) => time(call.status === 'live' ? call.started_at : call.ended_at);
  return [...(calls ?? [])].sort(
    (one, other) => rank(one) - rank(other) || latest(other) - latest(one),
  );
}
