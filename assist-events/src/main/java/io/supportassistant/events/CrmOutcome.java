package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What the CRM has of a call that is over. The same record of a call gives the same outcome,
 * however often it is written.
 *
 * @param interaction the record of the call, or null if there is none
 * @param openedCase the case, or null if none was to be opened or it could not be
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
        /** It is there. */
        @JsonProperty("written")
        WRITTEN,
        /** There was nobody to attach it to, and no case to open. */
        @JsonProperty("skipped")
        SKIPPED,
        /** It could not be written and waits on {@code crm-unwritten}. */
        @JsonProperty("unwritten")
        UNWRITTEN
    }

    /**
     * Something in the CRM.
     *
     * @param number as people know it by, which may be its id
     * @param url of its page, http or https; null if that is not known
     */
    public record Entry(String id, String number, String url) {

        public Entry {
            Required.field(id, "id");
            url = WebAddress.orNull(url);
        }
    }
}
