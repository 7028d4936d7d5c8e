package io.supportassistant.push;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.EventCodec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is known of a call as one record each, of which the latest counts: the customer, what the
 * CRM has of the call, and the brief with the note.
 */
final class StandingRecords {

    /** Field of a profile that desks do not need. */
    private static final String GENERATION = "generation";

    private final Dispositions dispositions;

    private CustomerProfile profile;

    /** The customers who share the number, also after the agent has chosen one of them. */
    private List<CustomerProfile.Candidate> candidates = List.of();

    private CrmOutcome outcome;
    private CallBrief brief;
    private int bytes;

    StandingRecords(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    /**
     * @return the message for desks; null if nothing has changed
     */
    JsonObject take(CustomerProfile next) {
        if (!replacesProfile(next)) {
            return null;
        }
        profile = next;
        if (next.customer() == null || !isCandidate(next.customer().customerId())) {
            candidates = next.candidates();
        }
        updateBytes();
        return customerMessage();
    }

    /**
     * Whether a profile replaces the current one. A profile of an earlier generation never does.
     * Within a generation, any different profile does, except a failed look-up.
     */
    private boolean replacesProfile(CustomerProfile next) {
        if (profile == null || next.generation() > profile.generation()) {
            return true;
        }
        return next.generation() == profile.generation()
                && next.status() != CustomerProfile.Status.UNAVAILABLE
                && !next.equals(profile);
    }

    /**
     * @return the message for desks; null if nothing has changed
     */
    JsonObject take(CrmOutcome next) {
        if (next.equals(outcome)) {
            return null;
        }
        outcome = next;
        updateBytes();
        return outcomeMessage();
    }

    /**
     * @return the message for desks; null if nothing has changed
     */
    JsonObject take(CallBrief next) {
        if (!replacesBrief(next)) {
            return null;
        }
        boolean isSavedNow = next.note().isSaved() && !isNoteSaved();
        if (isSavedNow && next.note().disposition() != null) {
            dispositions.choose(next.label(), next.note().disposition());
        }
        brief = next;
        updateBytes();
        return briefMessage();
    }

    /**
     * Whether a brief replaces the current one. A job that was restarted without its state counts
     * the briefs of a call from 1 again; then the time shows that it is newer.
     */
    private boolean replacesBrief(CallBrief next) {
        return brief == null
                || next.revision() > brief.revision()
                || next.occurredAt().isAfter(brief.occurredAt());
    }

    boolean isNoteSaved() {
        return brief != null && brief.note().isSaved();
    }

    /** Whether an agent can write this line: a known one, or one more. */
    boolean hasRoomFor(String lineId) {
        List<CallNote.Line> lines = brief == null ? List.of() : brief.note().lines();
        return lines.size() < CallNote.MOST_LINES
                || lines.stream().anyMatch(line -> line.lineId().equals(lineId));
    }

    /** Whether the number is ambiguous and this customer is one of the candidates. */
    boolean isCandidate(String customerId) {
        return candidates.stream().anyMatch(candidate -> candidate.customerId().equals(customerId));
    }

    boolean hasOutcome() {
        return outcome != null;
    }

    /** Null if it is not known who calls. */
    String customerName() {
        return profile == null || profile.customer() == null
                ? null
                : profile.customer().displayName();
    }

    int bytes() {
        return bytes;
    }

    /** A record takes about twice its encoded size. */
    private void updateBytes() {
        int encoded = 0;
        for (AssistEvent event : Arrays.asList(profile, outcome, brief)) {
            encoded += event == null ? 0 : EventCodec.encode(event).length;
        }
        bytes = 2 * encoded;
    }

    void putInto(JsonObject standing) {
        if (profile != null) {
            standing.put("customer", part(customerMessage()));
        }
        if (outcome != null) {
            standing.put("crm_outcome", part(outcomeMessage()));
        }
        if (brief != null) {
            standing.put("brief", part(briefMessage()));
        }
    }

    /** The message without the fields that the enclosing response already has. */
    private static JsonObject part(JsonObject message) {
        List.of("type", "schema_version", "session_id").forEach(message::remove);
        return message;
    }

    /** The records stay valid after their messages are evicted. */
    void showForgotten(Backlog backlog, Consumer<JsonObject> shown) {
        if (profile != null && !backlog.has(BoardTopic.CUSTOMER_PROFILES)) {
            shown.accept(customerMessage());
        }
        if (outcome != null && !backlog.has(BoardTopic.CRM_OUTCOMES)) {
            shown.accept(outcomeMessage());
        }
        if (brief != null && !backlog.has(BoardTopic.CALL_BRIEF)) {
            shown.accept(briefMessage());
        }
    }

    private JsonObject customerMessage() {
        JsonObject message = json(profile).put("type", "customer");
        message.remove(GENERATION);
        if (!candidates.isEmpty()) {
            message.put(
                    "candidates",
                    new JsonArray(candidates.stream().map(StandingRecords::json).toList()));
        }
        return message;
    }

    private JsonObject outcomeMessage() {
        return json(outcome).put("type", "crm_outcome");
    }

    private JsonObject briefMessage() {
        return json(brief)
                .put("type", Backlog.BRIEF)
                .put("dispositions", dispositions.likeliestFirst(brief.label()));
    }

    private static JsonObject json(Record record) {
        return new JsonObject(EventCodec.fields(record));
    }
}
