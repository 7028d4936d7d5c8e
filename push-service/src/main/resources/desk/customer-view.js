/** What the page shows of the customer and of the case: plain values, put into words. */

import { shortDay, t } from './texts.js';
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
    name: customer?.name || t('Customer without a name'),
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
  const day = Number.isNaN(time) ? '' : shortDay(time);
  return {
    number,
    subject: subject || t('No subject'),
    age: Number.isNaN(time) ? '' : age(now - time),
    details: [subject, state, day].filter(Boolean).join(' · '),
    at,
  };
}

function whoIsCalling({ status, crm }) {
  switch (status) {
    case 'ambiguous':
      return t('Several customers share this number');
    case 'none':
      return t('The customer is not in {crm}.', { crm: crmName(crm) });
    case 'unknown_number':
      return t('The call came without a number to look up.');
    case 'unavailable':
      return t('No answer from {crm} about who is calling.', { crm: crmName(crm) });
    default:
      return '';
  }
}

/** The case request, and what the CRM has of the call: {kind: done|waiting|failed, words, url, canWithdraw} */
function crmLines(call) {
  return [recordLine(call.outcome), caseLine(call)].filter((shown) => shown !== null);
}

function recordLine(outcome) {
  switch (outcome?.status) {
    case 'written':
      return outcome.interaction === null
        ? null
        : line(
            'done',
            t('Recorded in {crm}', { crm: crmName(outcome.crm) }),
            outcome.interaction.url,
          );
    case 'skipped':
      return line(
        'waiting',
        outcome.reason
          ? t('Not recorded: {reason}', { reason: outcome.reason })
          : t('Not recorded: it is not known who called'),
      );
    case 'unwritten':
      return line(
        'failed',
        outcome.reason
          ? t('Not recorded yet: {reason}', { reason: outcome.reason })
          : t('Not recorded yet: {crm} did not take it', { crm: crmName(outcome.crm) }),
      );
    default:
      return null;
  }
}

function caseLine(call) {
  const { outcome } = call;
  if (outcome?.openedCase) {
    return line(
      'done',
      t('Case {number} opened', { number: outcome.openedCase.number }),
      outcome.openedCase.url,
    );
  }
  if (!isCaseRequested(call)) {
    return null;
  }
  if (isCaseMissing(call)) {
    return line('failed', t('The case was not opened'));
  }
  if (outcome?.status === 'unwritten') {
    return line('waiting', t('The case is not opened yet'));
  }
  const words = isEnded(call)
    ? t('A case is being opened')
    : t('A case will be opened when the call ends');
  return { ...line('waiting', words), canWithdraw: outcome === null };
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
  return { kind, words, url, canWithdraw: false };
}
