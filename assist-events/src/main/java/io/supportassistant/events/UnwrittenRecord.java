package io.supportassistant.events;

import java.time.Instant;

/**
 * A record that the CRM did not accept, kept until an operator has it written again.
 *
 * @param reason kind of the last failure, such as {@code forbidden}
 * @param attempts number of attempts
 * @param callRecord the whole record to write
 */
public record UnwrittenRecord(
        String sessionId,
        String crm,
        String reason,
        int attempts,
        CallRecord callRecord,
        Instant occurredAt)
        implements SessionEvent {

    public UnwrittenRecord {
        Required.field(sessionId, "session_id");
        Required.field(crm, "crm");
        Required.field(reason, "reason");
        Required.field(callRecord, "call_record");
        Required.field(occurredAt, "occurred_at");
    }
}
