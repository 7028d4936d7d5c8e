package io.supportassistant.crm;

import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.redaction.Correction;
import java.time.Instant;
import java.util.List;

/**
 * The state of a call between two events. A field added later reads as null or 0 from an older
 * savepoint; the compact constructor replaces that by its neutral value.
 *
 * @param startedAt the earliest time in the call's events, or null
 * @param issueConfidence how well the issue is known, 0 to 2
 * @param statedIssues clearly stated, in that order, the main one among them
 * @param lookedUp the caller of the latest look-up, or null
 * @param chosenId id of the customer that the agent chose, or null
 * @param customerId id of the customer if the caller is identified, or null
 * @param crm the CRM that the ids belong to, or null
 * @param questions proposed and not withdrawn
 * @param caseAsked whether the agent requested a case
 * @param dueAt when the record is due, or null
 * @param recordedAt when the record was built, or null
 * @param linked whether this is a leg of another call, whose record covers it
 * @param redactedKinds kinds of numbers that were spoken in parts and redacted later; parts of them
 *     may be in cards and entities
 * @param endReported whether the source reported the end, whatever its reason
 * @param continuation number of earlier records, see {@link CallRecord}
 * @param saidWords words of {@link CaseRules} that the customer said
 * @param caseIssue see {@link io.supportassistant.events.CaseRequested}
 * @param note the latest note
 * @param awaitsNote whether the record is due and waits for the note to be saved
 * @param heard the latest final segments, which may be corrected yet
 * @param corrections the latest ones, of segments
 * @param beside the agent who stays in the call while the present one is consulted, or null
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
        List<String> statedIssues,
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
        List<String> redactedKinds,
        boolean endReported,
        int continuation,
        List<String> saidWords,
        String caseIssue,
        CallNote note,
        boolean awaitsNote,
        List<Heard> heard,
        List<Correction> corrections,
        Agent beside) {

    public CallRecordBuilderState {
        entities = entities == null ? List.of() : entities;
        statedIssues = statedIssues == null ? List.of() : statedIssues;
        cards = cards == null ? List.of() : cards;
        questions = questions == null ? List.of() : questions;
        redactedKinds = redactedKinds == null ? List.of() : redactedKinds;
        saidWords = saidWords == null ? List.of() : saidWords;
        note = note == null ? CallNote.EMPTY : note;
        heard = heard == null ? List.of() : heard;
        corrections = corrections == null ? List.of() : corrections;
    }

    /** Either may be null. */
    public record Agent(String id, String name) {}

    /** A final segment. */
    public record Heard(String segmentId, String text) {}

    /**
     * @param id of the suggestion
     * @param article null while only feedback on the card has arrived
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
                null, null, null, null, null, false, null, null, null, now, linked, null, false, 0,
                null, null, null, false, null, null, null);
    }
}
