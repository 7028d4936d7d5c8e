/** What the page shows of the customer and of the case: plain values, put into words. */

import { isEnded } from './call-view.js';
import { age, crmName } from './wording.js';

/** @returns null until a CRM has reported something about the call */
export function customerView(call) {
  const { customer, outcome } = call;
  if (customer === null && outcome === null) {
    return null;
  }
  return {
    isKnown: customer?.status === 'unique',
    name: customer?.name || 'Customer without a name',
    company: customer?.company ?? '',
    tier: customer?.tier ?? '',
    incident: customer?.incident ?? '',
    note: customer === null ? '' : whoIsCalling(customer),
    candidates: customer?.status === 'ambiguous' ? customer.candidates : [],
    choosing: call.choosing,
    crmLines: crmLines(call),
    canRequestCase: canRequestCase(call),
    isRequestingCase: call.requestingCase,
  };
}

/** @param now in milliseconds since the epoch */
export function pastItem({ number, subject, state, at }, now) {
  const time = Date.parse(at);
  const day = Number.isNaN(time) ? '' : new Date(time).toLocaleDateString();
  return {
    number,
    subject: subject || 'No subject',
    age: Number.isNaN(time) ? '' : age(now - time),
    details: [subject, state, day].filter(Boolean).join(' · '),
    at,
  };
}

function whoIsCalling({ status, crm }) {
  switch (status) {
    case 'ambiguous':
      return 'Several customers share this number';
    case 'none':
      return `The customer is not in ${crmName(crm)}.`;
    case 'unknown_number':
      return 'The call came without a number to look up.';
    case 'unavailable':
      return `No answer from ${crmName(crm)} about who is calling.`;
    default:
      return '';
  }
}

/** The case request, and what the CRM has of the call: {kind: done|waiting|failed, words, url} */
function crmLines(call) {
  return [recordLine(call.outcome), caseLine(call)].filter((shown) => shown !== null);
}

function recordLine(outcome) {
  switch (outcome?.status) {
    case 'written':
      return outcome.interaction === null
        ? null
        : line('done', `Recorded in ${crmName(outcome.crm)}`, outcome.interaction.url);
    case 'skipped':
      return line('waiting', `Not recorded: ${outcome.reason || 'it is not known who called'}`);
    case 'unwritten':
      return line(
        'failed',
        `Not recorded yet: ${outcome.reason || `${crmName(outcome.crm)} did not take it`}`,
      );
    default:
      return null;
  }
}

function caseLine(call) {
  const { outcome } = call;
  if (outcome?.openedCase) {
    return line('done', `Case ${outcome.openedCase.number} opened`, outcome.openedCase.url);
  }
  if (!isCaseRequested(call)) {
    return null;
  }
  if (isCaseMissing(call)) {
    return line('failed', 'The case was not opened');
  }
  if (outcome?.status === 'unwritten') {
    return line('waiting', 'The case is not opened yet');
  }
  return line(
    'waiting',
    isEnded(call) ? 'A case is being opened' : 'A case will be opened when the call ends',
  );
}

function canRequestCase(call) {
  return !call.outcome?.openedCase && (!isCaseRequested(call) || isCaseMissing(call));
}

function isCaseRequested({ details }) {
  return details.caseRequestedAt !== undefined;
}

/** Whether the requested case should exist according to the CRM's later report, but does not. */
function isCaseMissing({ details, outcome }) {
  return (
    outcome !== null &&
    outcome.openedCase === null &&
    outcome.status !== 'unwritten' &&
    Date.parse(outcome.occurredAt) > Date.parse(details.caseRequestedAt)
  );
}

function line(kind, words, url = '') {
  return { kind, words, url };
}
