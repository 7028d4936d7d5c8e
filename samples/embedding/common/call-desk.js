/** Shows one call after the other in a <support-assistant>, and renews its token. */

const DEADLINE_MS = 10_000;
const RETRY_MS = 5000;
const LATEST_RENEWAL_MS = 30_000;

/**
 * @param access gets a call, and resolves to {src, session, token}: the address of the push service,
 *     the call's session and the agent's token; an error with the status 401 or 403 is final
 * @param onError gets each error
 */
export function callDesk(desk, access, onError = console.warn) {
  let current = null;
  let timer;

  async function open(call) {
    try {
      const { src, session, token } = await access(call);
      if (call === current) {
        // The token comes first: the desk opens a session with the token that it has.
        desk.token = token;
        desk.setAttribute('session', session);
        desk.setAttribute('src', src);
      }
    } catch (error) {
      if (call === current) {
        onError(error);
        if (error.status !== 401 && error.status !== 403) {
          openIn(RETRY_MS);
        }
      }
    }
  }

  function openIn(delay) {
    clearTimeout(timer);
    timer = setTimeout(open, delay, current);
  }

  desk.addEventListener('token-expiring', ({ detail }) => {
    if (current !== null) {
      const left = Date.parse(detail.expiresAt) - Date.now();
      openIn(Math.min(Math.max(left / 2, 0), LATEST_RENEWAL_MS));
    }
  });

  return {
    /** @param call as `access` understands it; null for none */
    show(call) {
      if (call === current) {
        return;
      }
      clearTimeout(timer);
      current = call;
      // Nothing of the call before stays in sight.
      desk.removeAttribute('session');
      if (call !== null) {
        open(call);
      }
    },
  };
}

/**
 * Posts to the page's own server and reads its JSON.
 *
 * @param body a form, or what is sent as JSON
 */
export async function post(url, body, headers = {}) {
  const isForm = body instanceof URLSearchParams;
  const answer = await fetch(url, {
    method: 'POST',
    headers: isForm ? headers : { 'Content-Type': 'application/json', ...headers },
    body: isForm ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!answer.ok) {
    throw Object.assign(new Error(`${url}: status ${answer.status}`), { status: answer.status });
  }
  return answer.json();
}
