/** As much of a browser as the web component needs, with the desk's frame as a double. */

import { mock } from 'node:test';

const frame = { sandbox: { add() {} }, style: {}, contentWindow: { postMessage }, src: '' };

/** The messages that the frame got from the component. */
export let sent = [];

function postMessage(message, origin) {
  sent.push({ ...message, origin });
}

class ElementDouble extends EventTarget {
  isConnected = false;
  #attributes = new Map();

  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }

  setAttribute(name, value) {
    this.#change(name, () => this.#attributes.set(name, String(value)));
  }

  removeAttribute(name) {
    this.#change(name, () => this.#attributes.delete(name));
  }

  attachShadow() {
    return { append() {} };
  }

  #change(name, change) {
    const before = this.getAttribute(name);
    change();
    if (this.constructor.observedAttributes.includes(name)) {
      this.attributeChangedCallback(name, before, this.getAttribute(name));
    }
  }
}

/** Node.js 18 has none. */
class CustomEventDouble extends Event {
  constructor(type, { detail }) {
    super(type);
    this.detail = detail;
  }
}

let Component;
const elements = {};
Object.assign(globalThis, {
  CustomEvent: CustomEventDouble,
  HTMLElement: ElementDouble,
  window: new EventTarget(),
  customElements: {
    define: (_, defined) => {
      Component = defined;
    },
  },
  document: { createElement: () => frame, querySelector: (selector) => elements[selector] },
});
await import('../../main/resources/desk/support-assistant.js');

/** A new page with the web component and these other elements, by selector. */
export function openPage(others = {}, address = 'https://page.example.com/') {
  elements['support-assistant']?.disconnectedCallback();
  sent = [];
  frame.src = '';
  const desk = new Component();
  window.location = new URL(address);
  Object.assign(elements, { 'support-assistant': desk, ...others });
  desk.isConnected = true;
  desk.connectedCallback();
  return desk;
}

/** The desk in the frame sends a message. */
export function deskSays(type, fields = {}) {
  const message = new Event('message');
  const data = { supportAssistant: 1, type, ...fields };
  const { origin } = new URL(frame.src);
  window.dispatchEvent(Object.assign(message, { source: frame.contentWindow, origin, data }));
}

export const frameAddress = () => frame.src;

export const lastInit = () => sent.filter(({ type }) => type === 'init').at(-1);

/** Answers each request of the page with the next of the answers, and keeps the requests. */
export function serverAnswers(...answers) {
  const requests = [];
  globalThis.fetch = async (url, options = {}) => {
    requests.push({ url: String(url), ...options });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const status = typeof answer === 'number' ? answer : 200;
    return { ok: status === 200, status, json: async () => answer };
  };
  return requests;
}

export const granted = (session, token) => ({ src: 'https://assist.example.com', session, token });

/** Holds timers until the test lets them run. */
export function holdTimers() {
  const timers = [];
  mock.method(globalThis, 'setTimeout', (action, delay, ...values) => {
    timers.push({ delay, run: () => action(...values) });
    return timers.length - 1;
  });
  mock.method(globalThis, 'clearTimeout', (id) => {
    delete timers[id];
  });
  return {
    due: () => timers.filter(Boolean).map(({ delay }) => delay),
    run: () => timers.splice(0).forEach(({ run }) => run()),
  };
}

/** Everything that has been started goes on until it waits for the test. */
export async function settled() {
  for (let i = 0; i < 20; i++) {
    await new Promise(setImmediate);
  }
}
