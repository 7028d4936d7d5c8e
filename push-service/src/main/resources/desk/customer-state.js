/** Converts the CRM's messages to plain values, and drops fields that the desk does not know. */

import { list, text } from './plain.js';

/** @param {CustomerMessage} message */
export function customerOf(message) {
  return {
    crm: text(message.crm),
    status: text(message.status),
    id: text(message.customer?.customer_id),
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

/** @param {OutcomeMessage} message */
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

/** @param {import('desk-types').Candidate} candidate */
function candidateOf({ customer_id, display_name, company }) {
  return { id: text(customer_id), name: text(display_name), company: text(company) };
}

/** @param {import('desk-types').OpenCase} openCase */
function caseOf({ case_id, number, subject, status, opened_at }) {
  return {
    number: text(number) || text(case_id),
    subject: text(subject),
    state: text(status),
    at: text(opened_at),
  };
}

/** @param {import('desk-types').PastContact} contact */
function contactOf({ subject, state, at }) {
  return { number: '', subject: text(subject), state: text(state), at: text(at) };
}

/** @param {import('desk-types').Entry | undefined} entry */
function entryOf(entry) {
  return entry instanceof Object
    ? { number: text(entry.number) || text(entry.id), url: text(entry.url) }
    : null;
}

function texts(value) {
  return Array.isArray(value) ? value.map(text).filter((item) => item !== '') : [];
}
