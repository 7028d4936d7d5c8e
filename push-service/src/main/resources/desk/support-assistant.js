/**
 * <support-assistant src="https://assist.example.com"></support-assistant>
 *
 * Shows the desk in a page. Copy this file to the page's own server: it has no dependencies.
 * Attributes: src (the address of the push service), session, theme (light, dark or system).
 * Properties: token (never an attribute, so that it is not in the document), and inserts (true if
 * the page handles the event `insert`). Events: ready, card, copy, insert, token-expiring and
 * wrapup, each with the fields of its message in `detail`.
 */
class SupportAssistant extends HTMLElement {
  static observedAttributes = ['src', 'session', 'theme'];

  static #VERSION = 1;
  static #EVENTS = new Set(['ready', 'card', 'copy', 'insert', 'token-expiring', 'wrapup']);

  #frame = document.createElement('iframe');
  #isReady = false;
  #token = null;
  #inserts = false;

  constructor() {
    super();
    this.#frame.title = 'Support Assistant';
    this.#frame.allow = 'clipboard-write';
    this.#frame.sandbox.add('allow-scripts', 'allow-same-origin', 'allow-popups');
    this.#frame.style.cssText = 'display: block; width: 100%; height: 100%; border: 0';
    const root = this.attachShadow({ mode: 'closed' });
    root.innerHTML = '<style>:host { display: block; min-height: 20rem }</style>';
    root.append(this.#frame);
  }

  get token() {
    return this.#token;
  }

  /** A new token of the same call replaces the one that expires. */
  set token(token) {
    const isRenewal = this.#token !== null;
    this.#token = token;
    this.#send(isRenewal ? { type: 'token', token } : this.#init());
  }

  set inserts(inserts) {
    this.#inserts = inserts === true;
    this.#send(this.#init());
  }

  connectedCallback() {
    this.#upgrade('token');
    this.#upgrade('inserts');
    window.addEventListener('message', this.#receive);
    this.#load();
  }

  /** A property that was set before this file had run would hide the accessor. */
  #upgrade(name) {
    if (Object.hasOwn(this, name)) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  disconnectedCallback() {
    window.removeEventListener('message', this.#receive);
    this.#isReady = false;
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) {
      return;
    }
    if (name === 'src') {
      this.#load();
    } else if (name === 'session') {
      this.#send(this.#init());
    } else {
      this.#send({ type: 'theme', theme: after ?? 'system' });
    }
  }

  #load() {
    const src = this.getAttribute('src');
    if (src !== null) {
      this.#isReady = false;
      this.#frame.src = new URL('/desk/embed', src).href;
    }
  }

  #init() {
    return {
      type: 'init',
      session: this.getAttribute('session'),
      token: this.#token,
      theme: this.getAttribute('theme'),
      inserts: this.#inserts,
    };
  }

  #send(message) {
    if (this.#isReady) {
      const origin = new URL(this.#frame.src).origin;
      this.#frame.contentWindow?.postMessage(
        { supportAssistant: SupportAssistant.#VERSION, ...message },
        origin,
      );
    }
  }

  #receive = ({ source, origin, data }) => {
    const isOfDesk =
      source === this.#frame.contentWindow &&
      origin === new URL(this.#frame.src).origin &&
      data?.supportAssistant === SupportAssistant.#VERSION &&
      SupportAssistant.#EVENTS.has(data.type);
    if (!isOfDesk) {
      return;
    }
    if (data.type === 'ready') {
      this.#isReady = true;
      this.#send(this.#init());
    }
    this.dispatchEvent(new CustomEvent(data.type, { detail: data }));
  };
}

customElements.define('support-assistant', SupportAssistant);
