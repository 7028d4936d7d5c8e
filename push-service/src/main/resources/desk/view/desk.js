import { t } from '../texts.js';
import { Banner } from './banner.js';
import { CustomerCard } from './customer-card.js';
import { showTheme } from './appearance.js';
import { byId, partsOf, setText } from './dom.js';
import { openHelp } from './help-dialog.js';
import { Rail } from './rail.js';
import { stopReading } from './read-aloud.js';
import { SettingsDialog } from './settings-dialog.js';
import { wireShortcuts } from './shortcuts.js';
import { Suggestions } from './suggestions.js';
import { Tabs } from './tabs.js';
import { TopBar } from './top-bar.js';
import { because, undo } from './undo.js';
import { Transcript } from './transcript.js';

const CHOOSE = {
  title: t('Choose a call'),
  text: t('Its transcript and the cards for it open here.'),
};
const NO_CALLS = {
  title: t('Waiting for a call'),
  text: t('It can be opened here as soon as it starts.'),
};
const OWN_LINK = {
  title: t('A call opens with its own link'),
  text: t('Follow the link in your phone or CRM window. The list of all calls is not open to you.'),
};

/** The whole page. */
export class Desk {
  #topBar = new TopBar();
  #transcript = new Transcript();
  #tabs = new Tabs();
  #welcome = partsOf(byId('welcome'));
  #rail;
  #banner;
  #customer;
  #suggestions;
  #settings;
  #isOpen = false;
  #wasCaughtUp = false;

  /**
   * @param actions has openCall(sessionId), listCalls(wanted), closeCall(), retryNow(), ask(question), stopAsking(),
   *     requestCase(note), chooseCustomer(id), feedback(suggestionId, kind), editNote(change),
   *     saveNote(), nextCall(agentName), newId(), call(), tellHost(news), readArticle(articleId)
   */
  constructor(actions) {
    this.#rail = new Rail(actions.openCall, actions.listCalls);
    this.#banner = new Banner(actions);
    this.#customer = new CustomerCard(actions);
    this.#suggestions = new Suggestions({
      ...actions,
      goToSegment: (segmentId) => this.#onTranscript(segmentId),
    });
    this.#settings = new SettingsDialog({
      stayQuiet: (isQuiet) => this.#suggestions.cards.stayQuiet(isQuiet),
    });
    this.#wireTopBar(actions);
    wireShortcuts(byId('shortcuts-enabled'), {
      moveCard: (step) => this.#onSuggestions(({ cards }) => cards.moveFocus(step)),
      selectCard: (index) => this.#onSuggestions(({ cards }) => cards.select(index)),
      actOnCard: (action) => this.#onSuggestions(({ cards }) => cards.act(action)),
      openSelected: () => this.#suggestions.cards.openSelected(),
      showWaiting: () => this.#suggestions.cards.showWaiting(),
      undo,
      because,
      toggleQuiet: () => this.#onSuggestions(({ cards }) => cards.toggleQuiet()),
      toggleNote: () => this.#onSuggestions(({ note }) => note.toggle()),
      toggleBrief: () => this.#onSuggestions(({ brief }) => brief.toggle()),
      goToQuestions: () => this.#onSuggestions((suggestions) => suggestions.goToQuestions()),
      goToTranscript: () => this.#onTranscript(),
      ask: () => this.#onSuggestions(({ askBox }) => askBox.focus()),
      help: openHelp,
      openSettings: () => this.#settings.open(),
      stopReading,
    });
    this.#welcomeWith(CHOOSE);
  }

  /** @param {{calls: any[], own: boolean, total: number, live: number}} listed */
  showCalls(listed, currentId) {
    document.body.dataset.calls = 'shown';
    this.#rail.render(listed, currentId);
    this.#welcomeWith(listed.calls.length === 0 ? NO_CALLS : CHOOSE);
  }

  showCallsUnreachable() {
    document.body.dataset.calls = 'shown';
    this.#rail.renderUnreachable();
  }

  /** The agent may open calls, but not list them. */
  hideCalls() {
    document.body.dataset.calls = 'hidden';
    this.#topBar.parts.brand.removeAttribute('href');
    this.#welcomeWith(OWN_LINK);
  }

  /**
   * The desk is part of another page: it has no list of calls, and a low header.
   *
   * @param {{inserts?: boolean, theme?: string | null}} wishes of that page
   */
  embed({ inserts, theme }) {
    document.body.dataset.embedded = '';
    document.body.dataset.calls = 'hidden';
    this.#topBar.parts.brand.removeAttribute('href');
    if (inserts !== undefined) {
      document.body.toggleAttribute('data-inserts', inserts);
    }
    if (theme) {
      showTheme(theme);
    }
    this.#welcomeWith(NO_CALLS);
  }

  /** Something that the agent asked for was refused. */
  refused() {
    this.#suggestions.note.refused();
  }

  showNoCall() {
    document.body.dataset.view = 'list';
    this.#topBar.renderNoCall();
  }

  /** Switches to another call; its state is rendered next. */
  startCall() {
    document.body.dataset.view = 'call';
    this.#isOpen = false;
    this.#wasCaughtUp = false;
    this.#tabs.showSuggestions();
    this.#customer.reset();
    this.#suggestions.reset();
    stopReading();
    this.#transcript.reset();
    if (!document.activeElement?.checkVisibility()) {
      byId('suggestions-panel').focus();
    }
  }

  /**
   * Renders a call. Its state at opening is no news. What was missed during a break is news, but
   * only changes that arrive live are animated.
   */
  render(call, connection) {
    const isNews = this.#isOpen;
    const animate = this.#wasCaughtUp && call.caughtUp;
    this.#isOpen ||= call.caughtUp;
    this.#wasCaughtUp = call.caughtUp;
    this.#topBar.render(call, connection);
    this.#banner.render(connection);
    this.#customer.render(call);
    this.#transcript.render(call);
    const count = this.#suggestions.render(call, connection, { animate, isNews });
    this.#tabs.renderCount(count, { isNews });
  }

  #wireTopBar({ closeCall }) {
    const { brand, back, settings, help } = this.#topBar.parts;
    settings.addEventListener('click', () => this.#settings.open());
    help.addEventListener('click', openHelp);
    for (const link of [brand, back]) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        if (link.hasAttribute('href')) {
          closeCall();
        }
      });
    }
  }

  #onSuggestions(act) {
    if (document.body.dataset.view === 'call') {
      this.#tabs.showSuggestions();
      act(this.#suggestions);
    }
  }

  /** @param {string} [segmentId] the line to show; else the transcript stays where it is */
  #onTranscript(segmentId) {
    if (document.body.dataset.view === 'call') {
      this.#tabs.showTranscript();
      this.#transcript.focus();
      if (segmentId !== undefined) {
        this.#transcript.goTo(segmentId);
      }
    }
  }

  #welcomeWith({ title, text }) {
    setText(this.#welcome.title, title);
    setText(this.#welcome.text, text);
  }
}
