import { plural, t } from '../texts.js';
import { addressOf } from '../address.js';
import { FIRST_CALLS } from '../calls-feed.js';
import { initials, roughly } from '../wording.js';
import { byId, fromTemplate, partsOf, setText, setTextOrHide } from './dom.js';
import { KeyedList } from './keyed-list.js';

const SEARCH_MS = 250;

/** The list of calls, with search and filter if it is not the one of a single agent. */
export class Rail {
  #parts = partsOf(byId('rail'));
  #list;
  #listCalls;
  #most = FIRST_CALLS;
  /** @type {number | undefined} */
  #timer;

  /**
   * @param openCall gets the session id of the chosen call
   * @param listCalls gets {search, status, most}: the calls to list
   */
  constructor(openCall, listCalls) {
    this.#listCalls = listCalls;
    this.#parts.search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(FIRST_CALLS), SEARCH_MS);
    });
    this.#parts.status.addEventListener('change', () => this.#ask(FIRST_CALLS));
    this.#parts.more.addEventListener('click', () => this.#ask(this.#most + FIRST_CALLS));
    this.#list = new KeyedList(this.#parts.list, (item) => new CallItemView(item.id, openCall));
  }

  #ask(most) {
    this.#most = most;
    const { search, status } = this.#parts;
    this.#listCalls({ search: search.value.trim(), status: status.value, most });
  }

  /** @param {{calls: any[], own: boolean, total: number, live: number}} listed */
  render({ calls, own, total, live }, currentId) {
    const items = calls.map((call) => ({
      id: call.session_id,
      call,
      isCurrent: call.session_id === currentId,
    }));
    this.#list.render(items, { animate: false });
    setTextOrHide(this.#parts.count, live > 0 ? t('{count} live', { count: live }) : '');
    const { search, status, tools, more } = this.#parts;
    const isAll = search.value.trim() === '' && status.value === '';
    tools.hidden = own || (isAll && total < 2);
    more.hidden = total <= calls.length;
    setText(more, t('{count} of {total}: show more', { count: calls.length, total }));
    const none = isAll
      ? t('No calls right now. A call appears here when it starts.')
      : t('No such calls.');
    setTextOrHide(this.#parts.note, items.length === 0 ? none : '');
  }

  renderUnreachable() {
    setTextOrHide(this.#parts.note, t('The list cannot be refreshed right now.'));
  }
}

class CallItemView {
  node = fromTemplate('call-item-template');
  #parts = partsOf(this.node);

  constructor(sessionId, openCall) {
    this.#parts.link.href = addressOf(sessionId);
    this.#parts.link.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        openCall(sessionId);
      }
    });
  }

  update({ call, isCurrent }) {
    const name = call.customer_name ?? t('Unknown customer');
    const isLive = call.status === 'live';
    this.#parts.link.ariaCurrent = isCurrent ? 'page' : null;
    this.#parts.link.dataset.status = isLive ? 'live' : 'ended';
    this.#parts.link.title = name;
    setText(this.#parts.avatar, initials(call.customer_name ?? '') || '?');
    setText(this.#parts.customer, name);
    setText(this.#parts.time, timeWords(call, isLive));
    setTextOrHide(this.#parts.agent, agentWords(call, isLive));
    setTextOrHide(this.#parts.said, call.last_said ?? '');
    setTextOrHide(this.#parts.counts, countWords(call));
  }
}

function timeWords({ started_at: startedAt, ended_at: endedAt }, isLive) {
  const since = Date.now() - Date.parse(isLive ? startedAt : endedAt);
  const time = Number.isNaN(since) ? '' : roughly(since);
  return isLive || time === '' || since < 60_000 ? time : t('{time} ago', { time });
}

function agentWords({ agent_name: agentName }, isLive) {
  const agent = agentName ? t('with {name}', { name: agentName }) : '';
  return [isLive ? '' : t('Ended'), agent].filter(Boolean).join(' · ');
}

function countWords({ suggestions_count: cards, questions_count: questions }) {
  const words = [];
  if (cards > 0) {
    words.push(plural(cards, '{count} card', '{count} cards'));
  }
  if (questions > 0) {
    words.push(plural(questions, '{count} question', '{count} questions'));
  }
  return words.join(' · ');
}
