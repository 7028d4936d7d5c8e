/**
 * Zendesk Support as the customer database.
 *
 * <p>A case is a ticket. A call without one is a solved ticket of its own; a call with one is a
 * private comment on it. Tickets carry {@code case-<session>} or {@code call-<session>} as their
 * external id, comments the latter as their last line: by these they are found again, so that
 * nothing is written twice.
 */
package io.supportassistant.crm.zendesk;
