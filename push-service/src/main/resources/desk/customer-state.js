/** What the messages of the CRM say, as plain values: whoever sent them, only the expected is kept. */

import { list, text } from './plain.js';

export function customerOf(message) {
  return {
    crm: text(message.crm),
    status: text(message.status),
    name: text(message.customer?.display_name),
    company: text(message.customer?.company),
    tier: text(message.customer?.tier),
    products: texts(message.customer?.products),
    candidates: list(message.candidates).map(candidateOf),
    openCases: list(message.open_cases).map(caseOf),
    contacts: list(message.recent_contacts).map(contactOf),
    incident: text(message.known_incident),
  };
}

export function outcomeOf(message) {
  return {
    crm: text(message.crm),
    status: text(message.status),
    interaction: entryOf(message.interaction),
    openedCase: entryOf(message.opened_case),
    reason: text(message.reason),
    occurredAt: text(message.occurred_at),
  };
}

function candidateOf({ customer_id, display_name, company }) {
  return { id: text(customer_id), name: text(display_name), company: text(company) };
}

function caseOf({ case_id, number, subject, status, opened_at }) {
  return {
    number: text(number) || text(case_id),
    subject: text(subject),
    state: text(status),
    at: text(opened_at),
  };
}

function contactOf({ subject, state, at }) {
  return { number: '', subject: text(subject), state: text(state), at: text(at) };
}

function entryOf(entry) {
  return entry instanceof Object
    ? { number: text(entry.number) || text(entry.id), url: text(entry.url) }
    : null;
}

function texts(value) {
  return Array.isArray(value) ? value.map(text).filter((item) => item !== '') : [];
}
