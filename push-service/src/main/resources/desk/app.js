import { currentSession, goTo, signIn, takeToken } from './address.js';
import { readArticle } from './article.js';
import { CallsFeed, nextLive, ringing } from './calls-feed.js';
import { restoreDrafts } from './drafts.js';
import { HostPage } from './host-page.js';
import { noteView } from './note-view.js';
import { OpenCall } from './open-call.js';
import { t } from './texts.js';
import { Desk } from './view/desk.js';
import { showNotice } from './view/notice.js';
import { translatePage } from './view/translate-page.js';
import { hideUndo, offerUndo } from './view/undo.js';

/** The feedback that can be taken back and given a reason, with the feedback that takes it back. */
const WAYS_BACK = new Map([
  ['dismissed', { words: t('Dismissed.'), back: 'restored' }],
  ['not_helpful', { words: t('Rated not helpful.'), back: 'rating_cleared' }],
  ['irrelevant', { words: t('Rated irrelevant.'), back: 'rating_cleared' }],
]);

const host = HostPage.isExpected() ? new HostPage(onHostMessage) : null;
let token = host === null ? takeToken() : null;
/** @type {string | null} the call that the embedding page has opened */
let hostSession = null;
/** The list of calls as it came last; null if it is not open to this desk. */
let listed = null;
/** @type {CallsFeed | null} */
let feed = null;
let openCall = null;
/** @type {Set<string>} the calls that were open on this page */
const opened = new Set();
let isOwnDesk = false;
let frame = null;
/** @type {number | undefined} */
let timer;

translatePage();
const desk = new Desk({
  openCall: (sessionId) => {
    goTo(sessionId);
    showAddress();
  },
  listCalls: (wanted) => feed?.ask(wanted),
  closeCall: () => {
    if (openCall !== null) {
      goTo(null);
      showAddress();
    }
  },
  retryNow: () => openCall?.retryNow(),
  ask: (question) => openCall?.ask(question) ?? false,
  stopAsking: () => openCall?.stopAsking(),
  requestCase: (note) => openCall?.requestCase(note) ?? false,
  withdrawCase: () => openCall?.withdrawCase() ?? false,
  chooseCustomer: (customerId) => openCall?.chooseCustomer(customerId) ?? false,
  editNote: (change) => openCall?.editNote(change),
  saveNote: () => {
    const sent = openCall?.saveNote() ?? false;
    if (!sent) {
      showNotice(t('Not connected. The note is still a draft; try again in a moment.'));
    }
    return sent;
  },
  nextCall: (agentName) => {
    const next = isOwnDesk
      ? ringing(listed?.calls ?? [], opened)
      : nextLive(listed?.calls ?? [], { agentName, except: currentSession() });
    if (next !== undefined) {
      goTo(next);
      showAddress();
    }
  },
  readArticle: (articleId) =>
    readArticle({ sessionId: openCall?.sessionId ?? '', token }, articleId),
  tellHost: (news) => host?.tell(news),
  newId: () => openCall?.newId() ?? '',
  call: () => openCall?.call,
  feedback: (suggestionId, kind, more) => {
    const call = openCall;
    const sent = call?.giveFeedback(suggestionId, kind, more) ?? null;
    const way = WAYS_BACK.get(sent);
    if (way !== undefined) {
      offerUndo(way.words, {
        undo: () => call.giveFeedback(suggestionId, way.back),
        because: (reason) => call.giveFeedback(suggestionId, kind, { reason }),
      });
    } else if (sent === 'helpful' || sent === 'rating_cleared') {
      hideUndo();
    }
  },
});

/** @param {import('./host-messages.js').HostMessage} message */
function onHostMessage(message) {
  switch (message.type) {
    case 'init':
      hostSession = message.session;
      if (message.token !== token) {
        token = message.token;
        openCall?.close();
        openCall = null;
      }
      desk.embed({ inserts: message.inserts, theme: message.theme });
      showAddress();
      return;
    case 'token':
      token = message.token;
      openCall?.renew(token);
      return;
    default:
      desk.embed({ theme: message.theme });
  }
}

function showAddress() {
  const sessionId = host === null ? currentSession() : hostSession;
  if (sessionId !== null && sessionId === openCall?.sessionId) {
    return;
  }
  openCall?.close();
  hideUndo();
  cancelRendering();
  openCall = null;
  if (sessionId === null) {
    desk.showNoCall();
  } else {
    opened.add(sessionId);
    desk.startCall();
    host?.callOpens();
    openCall = new OpenCall({
      sessionId,
      token,
      onChange: renderSoon,
      onError: refuse,
      onMessage: (message) => host?.heard(message),
    });
    openCall.open();
  }
  if (listed !== null) {
    desk.showCalls(listed, sessionId);
  }
}

/** The server refused something that the agent did. */
function refuse(message) {
  showNotice(message);
  desk.refused();
}

/**
 * All past messages of a call arrive at once: rendering once per frame is enough. A hidden page has
 * no frames, or only few, but its title tells of new cards.
 */
function renderSoon(call, connection) {
  cancelRendering();
  const render = () => desk.render(call, connection);
  if (document.hidden) {
    timer = setTimeout(render);
  } else {
    frame = requestAnimationFrame(render);
  }
}

function cancelRendering() {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
}

function showListed(outcome) {
  if (outcome.refused) {
    if (outcome.signIn && !signIn(outcome.signIn)) {
      showNotice(t('The sign-in was not accepted. Load the page again to try once more.'));
    }
    listed = null;
    desk.hideCalls();
  } else if (outcome.unreachable) {
    desk.showCallsUnreachable();
  } else {
    listed = outcome;
    isOwnDesk = outcome.own;
    if (isOwnDesk && isFree()) {
      const next = ringing(listed.calls, opened);
      if (next !== undefined) {
        goTo(next);
        showAddress();
      }
    }
    desk.showCalls(listed, currentSession());
  }
}

/** Whether no call is open, or one that the agent has left, or one that is over and has its note. */
function isFree() {
  return (
    openCall === null ||
    openCall.isRefused ||
    (openCall.call.details.status === 'ended' && noteView(openCall.call).isSaved)
  );
}

showAddress();
if (host === null) {
  restoreDrafts(currentSession());
  window.addEventListener('popstate', showAddress);
  feed = new CallsFeed({ token, onChange: showListed });
  feed.start();
} else {
  desk.embed({});
  host.ready();
}
