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
  #customer = null;
  #candidates = [];
  #shownLines = '';
  #isCollapsed = remembered(COLLAPSED_KEY) === 'true';
  #isOpenThoughNarrow = false;
  #isKnown = false;

  /** @param actions has requestCase(note), chooseCustomer(id); both return whether it was sent */
  constructor({ requestCase, chooseCustomer }) {
    this.#choose = chooseCustomer;
    this.#caseForm = new CaseForm(this.#parts, requestCase);
    this.#parts.toggle.addEventListener('click', () => this.#toggle());
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
    this.#candidates = customer?.status === 'ambiguous' ? customer.candidates : [];
    candidates.replaceChildren(...this.#candidates.map((one) => this.#candidateNode(one)));
    candidates.hidden = this.#candidates.length === 0;
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
      crmLines.replaceChildren(...lines.map(crmLineNode));
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

function crmLineNode({ kind, words, url }) {
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
