package io.supportassistant.crm;

import java.time.Instant;

/**
 * The record of a call.
 *
 * @param recordKey {@link io.supportassistant.events.CallRecord#recordKey}, which is the session
 *     for a call's first record; drafts with the same one are the same record
 * @param customerId the CRM's id
 * @param callerNumber E.164, or null
 * @param subject one line, at most 200 characters
 * @param summary plain text of several lines, at most 8,000 characters; its last line has this id
 * @param openedCase the case opened for the call, or null
 */
public record InteractionDraft(
        String recordKey,
        String customerId,
        String callerNumber,
        String subject,
        String summary,
        Instant startedAt,
        Instant endedAt,
        CrmEntry openedCase) {

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "the record " + recordKey;
    }
}
