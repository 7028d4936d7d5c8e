package io.supportassistant.crm;

import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.DetectedEntity;
import java.time.Instant;
import java.util.List;

/**
 * What is kept of a call for the CRM between two events. A field added later reads as null or 0
 * from an older savepoint, and the compact constructor turns that into its neutral value.
 *
 * @param startedAt the earliest that was said of the call, or null
 * @param issueConfidence that the issue was understood, 0 to 1; 1 where it sufficed
 * @param lookedUp whom the CRM was last asked for, or null
 * @param chosenId whom the agent said it is, or null
 * @param customerId who it certainly is, or null
 * @param crm whose ids these are, or null
 * @param questions proposed and not withdrawn
 * @param caseAsked whether the agent asked for a case
 * @param dueAt when the record is to be made, or null
 * @param recordedAt when it was, or null
 * @param linked whether this turned out to be a leg of another call, which has the record
 * @param redactedKinds of numbers that were said in parts and replaced later, so that parts of them
 *     may be in what was made of the call
 */
public record CallRecordBuilderState(
        String source,
        String callId,
        String customerPhone,
        String namedId,
        String agentId,
        String agentName,
        Instant startedAt,
        Instant endedAt,
        String endReason,
        String issue,
        double issueConfidence,
        List<DetectedEntity> entities,
        List<Card> cards,
        List<Question> questions,
        Caller lookedUp,
        String chosenId,
        String customerId,
        String crm,
        boolean caseAsked,
        String caseNote,
        Instant dueAt,
        Instant recordedAt,
        Instant lastEventAt,
        boolean linked,
        List<String> redactedKinds) {

    public CallRecordBuilderState {
        entities = entities == null ? List.of() : entities;
        cards = cards == null ? List.of() : cards;
        questions = questions == null ? List.of() : questions;
        redactedKinds = redactedKinds == null ? List.of() : redactedKinds;
    }

    /**
     * @param id of the suggestion
     * @param article null as long as only feedback on it was heard
     */
    public record Card(String id, ShownArticle article, boolean shown, boolean helpful) {}

    /**
     * @param id of the clarifying question
     */
    public record Question(String id, String text) {}

    static CallRecordBuilderState opened(Instant now) {
        return empty(now, false);
    }

    static CallRecordBuilderState linked(Instant now) {
        return empty(now, true);
    }

    private static CallRecordBuilderState empty(Instant now, boolean linked) {
        return new CallRecordBuilderState(
                null, null, null, null, null, null, null, null, null, null, 0, null, null, null,
                null, null, null, null, false, null, null, null, now, linked, null);
    }
}
