package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * The CRM's entries for an ended call. The same call record gives the same outcome, however often
 * it is written.
 *
 * @param interaction the call's entry in the CRM; null if the CRM has no entry
 * @param openedCase the case, or null if none was requested or it could not be opened
 * @param reason why there is no interaction, in words for an agent; null if there is one
 */
public record CrmOutcome(
        String sessionId,
        String crm,
        Status status,
        String customerId,
        Entry interaction,
        Entry openedCase,
        String reason,
        Instant occurredAt)
        implements SessionEvent {

    public CrmOutcome {
        Required.field(sessionId, "session_id");
        Required.field(crm, "crm");
        Required.field(status, "status");
        Required.field(occurredAt, "occurred_at");
    }

    public enum Status {
        /** The CRM has the interaction. */
        @JsonProperty("written")
        WRITTEN,
        /** There was no customer to attach it to, and no case to open. */
        @JsonProperty("skipped")
        SKIPPED,
        /** Writing failed; the record waits on {@code crm-unwritten}. */
        @JsonProperty("unwritten")
        UNWRITTEN
    }

    /**
     * An entry in the CRM.
     *
     * @param number the number by which people refer to it; may be its id
     * @param url of its page, http or https; null if unknown
     */
    public record Entry(String id, String number, String url) {

        public Entry {
            Required.field(id, "id");
            url = WebAddress.orNull(url);
        }
    }
}
