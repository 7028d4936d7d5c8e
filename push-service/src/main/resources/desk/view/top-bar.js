import { t } from '../texts.js';
import { isEnded, isUnknown, people } from '../call-view.js';
import { clock, connectionWords, endReason } from '../wording.js';
import { announce } from './announcer.js';
import { setTitle } from './attention.js';
import { byId, partsOf, setText, setTextOrHide } from './dom.js';

const TICK_MS = 500;

const SPOKEN = {
  live: t('Connected to the call'),
  connecting: t('Connection lost, reconnecting'),
  offline: t('Offline'),
  refused: t('Access to the call refused'),
  unknown: t('No such call'),
};

/** The people on the phone, the duration, and whether the desk is connected to the call. */
export class TopBar {
  #parts = partsOf(byId('topbar'));
  /** @type {import('../call-state.js').Call | null} */
  #call = null;
  /** @type {any} as {@link Connection} reports it */
  #connection = null;

  constructor() {
    setInterval(() => this.#tick(), TICK_MS);
  }

  get parts() {
    return this.#parts;
  }

  renderNoCall() {
    this.#call = null;
    this.#parts.identity.hidden = true;
    this.#parts.status.hidden = true;
    setTitle('Support Assistant');
  }

  render(call, connection) {
    const { status, callId, reason } = call.details;
    const { agentName, customerName } = people(call);
    this.#announceChange(connection);
    this.#call = call;
    this.#connection = connection;
    this.#parts.identity.hidden = false;
    this.#parts.status.hidden = false;
    const unknown = status === 'unknown' ? t('Call') : t('Unknown customer');
    setText(this.#parts.customer, customerName ?? unknown);
    const agent = agentName ? t('with {name}', { name: agentName }) : '';
    setText(this.#parts.agent, [agent, callId].filter(Boolean).join(' · '));
    const ended = isEnded(call) ? [t('Ended'), endReason(reason)].filter(Boolean).join(' · ') : '';
    setTextOrHide(this.#parts.ended, ended);
    setTitle(`${customerName ?? unknown} · Support Assistant`);
    this.#tick();
  }

  #tick() {
    if (this.#call === null) {
      return;
    }
    const now = Date.now();
    const hasEnded = isEnded(this.#call);
    const { startedAt, endedAt } = this.#call.details;
    const until = hasEnded ? Date.parse(endedAt ?? '') : now;
    const seconds = (until - Date.parse(startedAt ?? '')) / 1000;
    setTextOrHide(this.#parts.timer, Number.isNaN(seconds) ? '' : clock(seconds));
    const unknown = isUnknown(this.#call);
    this.#parts.connection.dataset.state = unknown ? 'unknown' : this.#connection.state;
    const words = connectionWords(this.#connection, {
      now,
      isEnded: hasEnded,
      isUnknown: unknown,
    });
    setText(this.#parts.connection, words);
  }

  #announceChange({ state }) {
    const before = this.#call === null ? 'connecting' : this.#connection.state;
    if (state !== before) {
      announce(SPOKEN[state]);
    }
  }
}
