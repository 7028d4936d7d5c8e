package io.supportassistant.crm;

import io.supportassistant.events.CallRecord.Priority;

/**
 * A case to open.
 *
 * @param sessionId the call's UUID; drafts with the same one are the same case
 * @param customerId the CRM's id, or null if the caller is not identified
 * @param callerNumber E.164, or null
 * @param subject one line, at most 200 characters
 * @param description plain text of several lines, at most 8,000 characters
 */
public record CaseDraft(
        String sessionId,
        String customerId,
        String callerNumber,
        String subject,
        String description,
        Priority priority) {

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "the case of session " + sessionId;
    }
}
