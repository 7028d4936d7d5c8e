package io.supportassistant.crm;

import io.supportassistant.events.CallNote;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.redaction.Correction;
import java.time.Instant;
import java.util.List;

/** A mutable copy of a {@link CallRecordBuilderState}. */
final class CallRecordBuilderEditor {

    String source;
    String callId;
    String customerPhone;
    String namedId;
    String agentId;
    String agentName;
    Instant startedAt;
    Instant endedAt;
    String endReason;
    String issue;
    double issueConfidence;
    List<String> statedIssues;
    List<DetectedEntity> entities;
    List<CallRecordBuilderState.Card> cards;
    List<CallRecordBuilderState.Question> questions;
    Caller lookedUp;
    String chosenId;
    String customerId;
    String crm;
    boolean caseAsked;
    String caseNote;
    Instant dueAt;
    Instant recordedAt;
    Instant lastEventAt;
    boolean linked;
    List<String> redactedKinds;
    boolean endReported;
    int continuation;
    List<String> saidWords;
    String caseIssue;
    CallNote note;
    boolean awaitsNote;
    List<CallRecordBuilderState.Heard> heard;
    List<Correction> corrections;
    CallRecordBuilderState.Agent beside;

    CallRecordBuilderEditor(CallRecordBuilderState from) {
        source = from.source();
        callId = from.callId();
        customerPhone = from.customerPhone();
        namedId = from.namedId();
        agentId = from.agentId();
        agentName = from.agentName();
        startedAt = from.startedAt();
        endedAt = from.endedAt();
        endReason = from.endReason();
        issue = from.issue();
        issueConfidence = from.issueConfidence();
        statedIssues = from.statedIssues();
        entities = from.entities();
        cards = from.cards();
        questions = from.questions();
        lookedUp = from.lookedUp();
        chosenId = from.chosenId();
        customerId = from.customerId();
        crm = from.crm();
        caseAsked = from.caseAsked();
        caseNote = from.caseNote();
        dueAt = from.dueAt();
        recordedAt = from.recordedAt();
        lastEventAt = from.lastEventAt();
        linked = from.linked();
        redactedKinds = from.redactedKinds();
        endReported = from.endReported();
        continuation = from.continuation();
        saidWords = from.saidWords();
        caseIssue = from.caseIssue();
        note = from.note();
        awaitsNote = from.awaitsNote();
        heard = from.heard();
        corrections = from.corrections();
        beside = from.beside();
    }

    CallRecordBuilderState state() {
        return new CallRecordBuilderState(
                source,
                callId,
                customerPhone,
                namedId,
                agentId,
                agentName,
                startedAt,
                endedAt,
                endReason,
                issue,
                issueConfidence,
                statedIssues,
                entities,
                cards,
                questions,
                lookedUp,
                chosenId,
                customerId,
                crm,
                caseAsked,
                caseNote,
                dueAt,
                recordedAt,
                lastEventAt,
                linked,
                redactedKinds,
                endReported,
                continuation,
                saidWords,
                caseIssue,
                note,
                awaitsNote,
                heard,
                corrections,
                beside);
    }

    /** The last elements of a list, which bound the state of a call. */
    static <T> List<T> last(List<T> list, int most) {
        return List.copyOf(list.subList(Math.max(0, list.size() - most), list.size()));
    }
}
