/**
 * Zendesk Support as the customer database.
 *
 * <p>A case is a ticket. A call without one is a solved ticket of its own; a call with one is a
 * private comment on it. Tickets have {@code case-<session>} or {@code call-<session>} as their
 * external id; comments end with a line with the latter. The client looks for these before it
 * writes, so that nothing is written twice.
 */
package io.supportassistant.crm.zendesk;
