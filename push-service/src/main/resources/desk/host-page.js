/** The page that embeds the desk in a frame. Only pages that the service allows can do so. */

import { VERSION, hostMessageOf, newsFor } from './host-messages.js';

export class HostPage {
  /** @type {string | null} of the page that sent the first init */
  #origin = null;
  #onMessage;
  #isLive = false;
  #wrapup = '';

  /** Whether this page was opened to be embedded. */
  static isExpected() {
    return window.location.pathname.endsWith('/embed');
  }

  /** @param onMessage gets the messages of the page, see host-messages.js */
  constructor(onMessage) {
    this.#onMessage = onMessage;
    window.addEventListener('message', this.#receive);
  }

  /** The desk can take an init. Nothing secret is in this message, so any page may have it. */
  ready() {
    window.parent.postMessage({ supportAssistant: VERSION, type: 'ready' }, '*');
  }

  /** Another call is opened: what was said before is no news. */
  callOpens() {
    this.#isLive = false;
    this.#wrapup = '';
  }

  /** The desk has received a message of the call. */
  heard(message) {
    if (message.type === 'ready') {
      this.#isLive = true;
      return;
    }
    if (message.type === 'resync') {
      this.#isLive = false;
    }
    for (const news of newsFor(message, this.#wrapup)) {
      this.#wrapup = news.type === 'wrapup' ? String(news.state) : this.#wrapup;
      if (this.#isLive) {
        this.tell(news);
      }
    }
  }

  tell(news) {
    if (this.#origin !== null) {
      window.parent.postMessage({ supportAssistant: VERSION, ...news }, this.#origin);
    }
  }

  #receive = ({ source, origin, data }) => {
    const message = source === window.parent ? hostMessageOf(data) : null;
    if (message === null || (this.#origin !== null && origin !== this.#origin)) {
      return;
    }
    if (message.type === 'init') {
      this.#origin = origin;
    }
    if (this.#origin !== null) {
      this.#onMessage(message);
    }
  };
}
