import { t } from '../texts.js';
import { customerView, pastItem } from '../customer-view.js';
import { remember, remembered } from '../stored.js';
import { CaseForm } from './case-form.js';
import { byId, fromTemplate, isWebAddress, partsOf, setText, setTextOrHide } from './dom.js';
import { showNotice } from './notice.js';

const COLLAPSED_KEY = 'desk.customer-collapsed';
const ICONS = { done: 'check', waiting: 'waiting', failed: 'warning' };

/** Only one line fits; see customer.css. */
const narrow = window.matchMedia('(width < 900px)');

/** The caller as the CRM knows them, and the CRM's record of the call. */
export class CustomerCard {
  #section = byId('customer');
  #parts = partsOf(this.#section);
  #caseForm;
  #choose;
  #withdraw;
  #isChoosingAgain = false;
  /** @type {import("../call-state.js").Customer | null} */
  #customer = null;
  #candidates = [];
  #shownLines = '';
  #isCollapsed = remembered(COLLAPSED_KEY) === 'true';
  #isOpenThoughNarrow = false;
  #isKnown = false;

  /** @param actions has requestCase(note), withdrawCase(), chooseCustomer(id); all return whether it was sent */
  constructor({ requestCase, withdrawCase, chooseCustomer }) {
    this.#choose = chooseCustomer;
    this.#withdraw = withdrawCase;
    this.#caseForm = new CaseForm(this.#parts, requestCase);
    this.#parts.toggle.addEventListener('click', () => this.#toggle());
    this.#parts.other.addEventListener('click', () => {
      this.#isChoosingAgain = !this.#isChoosingAgain;
      this.#renderCandidates();
    });
    narrow.addEventListener('change', () => this.#renderDetails());
  }

  /** Resets for another call. */
  reset() {
    this.#isOpenThoughNarrow = false;
    this.#caseForm.reset();
    this.#section.hidden = true;
  }

  render(call) {
    const view = customerView(call);
    this.#section.hidden = view === null;
    if (view === null) {
      return;
    }
    if (call.customer !== this.#customer) {
      this.#customer = call.customer;
      this.#renderLists(call.customer);
    }
    this.#renderLine(view);
    this.#renderDetails();
    this.#renderChoice(view.choosing);
    this.#renderCrmLines(view.crmLines);
    this.#caseForm.render(view);
  }

  #renderLine({ isKnown, name, company, tier, incident, note }) {
    const { toggle, tier: tierChip, incidentWords } = this.#parts;
    this.#isKnown = isKnown;
    toggle.hidden = !isKnown;
    setText(this.#parts.name, name);
    setTextOrHide(this.#parts.company, company);
    toggle.title = [name, company].filter(Boolean).join(' · ');
    setTextOrHide(tierChip, tier);
    tierChip.title = tier;
    this.#parts.incident.hidden = incident === '';
    this.#parts.incident.title = incident;
    setText(incidentWords, incident);
    setTextOrHide(this.#parts.note, note);
  }

  #renderLists(customer) {
    const { products, productsPart, cases, contacts, candidates, toggle } = this.#parts;
    const held = candidates.contains(document.activeElement);
    products.replaceChildren(...(customer?.products ?? []).map(chipNode));
    productsPart.hidden = products.childElementCount === 0;
    const openCases = customer?.openCases ?? [];
    fill(cases, this.#parts.noCases, openCases);
    setText(this.#parts.casesCount, openCases.length > 0 ? String(openCases.length) : '');
    fill(contacts, this.#parts.noContacts, customer?.contacts ?? []);
    this.#isChoosingAgain = false;
    this.#candidates = (customer?.candidates ?? []).filter(({ id }) => id !== customer.id);
    candidates.replaceChildren(...this.#candidates.map((one) => this.#candidateNode(one)));
    this.#renderCandidates();
    if (held) {
      queueMicrotask(() => toggle.focus());
    }
  }

  #candidateNode({ id, name, company }) {
    const node = fromTemplate('candidate-template');
    const { choose, name: nameNode, company: companyNode } = partsOf(node);
    setText(nameNode, name || id);
    setTextOrHide(companyNode, company);
    choose.title = [name || id, company].filter(Boolean).join(' · ');
    choose.addEventListener('click', () => {
      if (!this.#choose(id)) {
        showNotice(t('Not connected. Try again in a moment.'));
      }
    });
    return node;
  }

  /** The customers who share the number; once one is chosen, the others on demand. */
  #renderCandidates() {
    const { candidates, other } = this.#parts;
    const isChosen = this.#customer?.status === 'unique';
    other.hidden = !isChosen || this.#candidates.length === 0;
    other.ariaExpanded = String(this.#isChoosingAgain);
    candidates.hidden = this.#candidates.length === 0 || (isChosen && !this.#isChoosingAgain);
  }

  #renderChoice(choosing) {
    this.#candidates.forEach(({ id }, index) => {
      const { choose } = partsOf(this.#parts.candidates.children[index]);
      choose.ariaDisabled = String(choosing !== null);
      choose.ariaPressed = String(choosing === id);
    });
  }

  #renderDetails() {
    const isOpen = narrow.matches ? this.#isOpenThoughNarrow : !this.#isCollapsed;
    this.#parts.toggle.ariaExpanded = String(isOpen);
    this.#parts.details.hidden = !(isOpen && this.#isKnown);
  }

  #renderCrmLines(lines) {
    const { crmLines } = this.#parts;
    const shown = JSON.stringify(lines);
    if (shown !== this.#shownLines) {
      this.#shownLines = shown;
      crmLines.replaceChildren(
        ...lines.map((line) => crmLineNode(line, () => this.#withdrawCase())),
      );
    }
  }

  #withdrawCase() {
    if (this.#withdraw()) {
      showNotice(t('The request for a case is withdrawn.'));
      this.#parts.crmLines.focus();
    } else {
      showNotice(t('Not connected. Try again in a moment.'));
    }
  }

  #toggle() {
    if (narrow.matches) {
      this.#isOpenThoughNarrow = !this.#isOpenThoughNarrow;
    } else {
      this.#isCollapsed = !this.#isCollapsed;
      remember(COLLAPSED_KEY, String(this.#isCollapsed));
    }
    this.#renderDetails();
  }
}

function fill(parent, none, items) {
  const now = Date.now();
  parent.replaceChildren(...items.map((item) => pastNode(pastItem(item, now))));
  parent.hidden = items.length === 0;
  none.hidden = items.length > 0;
}

function pastNode({ number, subject, age, details, at }) {
  const node = fromTemplate('past-template');
  const parts = partsOf(node);
  setTextOrHide(parts.number, number);
  setText(parts.subject, subject);
  setText(parts.age, age);
  parts.age.dateTime = at;
  node.title = details;
  return node;
}

function crmLineNode({ kind, words, url, canWithdraw }, withdraw) {
  const node = fromTemplate('crm-line-template');
  const parts = partsOf(node);
  const isLink = isWebAddress(url);
  node.dataset.kind = kind;
  parts.icon.setAttribute('href', `icons.svg#${ICONS[kind]}`);
  if (isLink) {
    parts.link.href = url;
  }
  setTextOrHide(parts.link, isLink ? words : '');
  setTextOrHide(parts.words, isLink ? '' : words);
  parts.withdraw.hidden = !canWithdraw;
  parts.withdraw.addEventListener('click', withdraw);
  return node;
}

function chipNode(label) {
  const chip = document.createElement('li');
  chip.className = 'chip';
  chip.dir = 'auto';
  chip.title = label;
  chip.textContent = label;
  return chip;
}
