/**
 * The WebSocket of one call. It reconnects after a break and resumes after the last message it saw,
 * until it is closed or the server refuses access.
 */

const REFUSED = 1008;
const COME_BACK = 1013;
const NO_SUCH_CALL = 4404;
const OUTBOX_LIMIT = 200;
const ATTEMPTS_UNTIL_OFFLINE = 4;

/**
 * Up to 1, 2, 4, 8, 10 s, minus a random part of up to half, so that desks do not reconnect in
 * step.
 */
export function backOff(attempt, random = Math.random) {
  const longest = Math.min(10_000, 1000 * 2 ** attempt);
  return longest * (1 - random() / 2);
}

export class Connection {
  #endpoint;
  #onMessage;
  #onState;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {string | null} */
  #cursor = null;
  #attempt = 0;
  #wasLive = false;
  #cameBackAtOnce = false;
  /** @type {number | undefined} */
  #timer;
  #stopped = false;
  /** @type {AgentMessage[]} */
  #outbox = [];

  /**
   * @param {{url: string, token: string | null}} endpoint the address without its query, and the
   *     token, if one is needed
   * @param onState gets {state: connecting|live|offline|refused|unknown, retryAt, isFirst}; retryAt
   *     in milliseconds since the epoch while waiting for the next attempt
   */
  constructor(endpoint, { onMessage, onState }) {
    this.#endpoint = endpoint;
    this.#onMessage = onMessage;
    this.#onState = onState;
  }

  open() {
    window.addEventListener('online', this.retryNow);
    window.addEventListener('offline', this.#lostNetwork);
    this.#connect();
  }

  close() {
    this.#stop();
    this.#drop();
  }

  /**
   * Sends now, or not at all.
   *
   * @param {AgentMessage} message
   */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /**
   * Sends now, or as soon as the connection is back.
   *
   * @param {AgentMessage} message
   */
  sendWhenOpen(message) {
    if (!this.send(message) && this.#outbox.length < OUTBOX_LIMIT) {
      this.#outbox.push(message);
    }
  }

  retryNow = () => {
    if (this.#socket === null && !this.#stopped) {
      this.#connect();
    }
  };

  /** Goes on with another token; the server ends a connection when its token expires. */
  renew(token) {
    this.#endpoint = { ...this.#endpoint, token };
    this.#drop();
    this.#stop();
    this.#stopped = false;
    this.open();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#report();
    const socket = new WebSocket(this.#address());
    this.#socket = socket;
    const whileCurrent = (listener) => (event) => {
      if (socket === this.#socket) {
        listener(event);
      }
    };
    socket.addEventListener(
      'open',
      whileCurrent(() => this.#flush()),
    );
    socket.addEventListener(
      'message',
      whileCurrent(({ data }) => this.#receive(data)),
    );
    socket.addEventListener(
      'close',
      whileCurrent(({ code }) => this.#closed(code)),
    );
  }

  #address() {
    const url = new URL(this.#endpoint.url, window.location.href);
    url.protocol = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
    const query = { after: this.#cursor, token: this.#endpoint.token };
    for (const [name, value] of Object.entries(query)) {
      if (value) {
        url.searchParams.set(name, value);
      }
    }
    return url;
  }

  #flush() {
    this.#outbox = this.#outbox.filter((message) => !this.send(message));
  }

  #receive(data) {
    const message = parsed(data);
    if (message === null) {
      return;
    }
    if (message.type === 'resync') {
      this.#cursor = null;
    }
    this.#cursor = message.id ?? this.#cursor;
    if (message.type === 'ready') {
      this.#attempt = 0;
      this.#wasLive = true;
      this.#cameBackAtOnce = false;
      this.#onState({ state: 'live' });
    }
    this.#onMessage(message);
  }

  #closed(code) {
    this.#socket = null;
    if (code === REFUSED) {
      this.#stop();
      this.#onState({ state: 'refused' });
    } else if (code === NO_SUCH_CALL) {
      this.#onState({ state: 'unknown' });
    } else if (!navigator.onLine) {
      this.#onState({ state: 'offline' });
    } else if (code === COME_BACK && !this.#cameBackAtOnce) {
      this.#cameBackAtOnce = true;
      this.#connect();
    } else {
      this.#retryIn(backOff(this.#attempt));
      this.#attempt++;
    }
  }

  #retryIn(delay) {
    this.#timer = setTimeout(this.retryNow, delay);
    this.#report(Date.now() + delay);
  }

  #report(retryAt) {
    const state = this.#attempt < ATTEMPTS_UNTIL_OFFLINE ? 'connecting' : 'offline';
    this.#onState({ state, retryAt, isFirst: !this.#wasLive });
  }

  #lostNetwork = () => {
    clearTimeout(this.#timer);
    this.#drop();
    this.#onState({ state: 'offline' });
  };

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    window.removeEventListener('online', this.retryNow);
    window.removeEventListener('offline', this.#lostNetwork);
  }
}

function parsed(data) {
  try {
    const message = JSON.parse(data);
    return message instanceof Object ? message : null;
  } catch {
    return null;
  }
}
