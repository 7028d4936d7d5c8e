package io.supportassistant.crm;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Events of one call, from its start to its record. */
public final class SampleEvents {

    /** From this run on the context is sufficient. */
    static final int UNDERSTOOD_FROM_RUN = 5;

    public static final String CALL = SessionIds.session("test", "one");
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    public static final String PHONE = "+14155550142";

    private SampleEvents() {}

    public static CallStarted started(String session, String customerId, String phone) {
        return new CallStarted(
                session, START, "test", "one", "a-7", "Priya", customerId, phone, null, null, null);
    }

    public static CallEnded ended(String session, Instant at) {
        return new CallEnded(session, at, "one", CallEnded.HANGUP);
    }

    public static CustomerChosen chosen(String session, String customerId) {
        return new CustomerChosen(session, START.plusSeconds(20), "a-7", customerId);
    }

    public static CaseRequested caseRequested(String session, String note) {
        return new CaseRequested(session, START.plusSeconds(30), "a-7", note);
    }

    /** A profile with a customer if there is an id, else one with the reason in its status. */
    public static CustomerProfile profile(String session, Status status, String customerId) {
        return profile(session, status, customerId, 0);
    }

    public static CustomerProfile profile(
            String session, Status status, String customerId, int generation) {
        return new CustomerProfile(
                session,
                "file",
                status,
                customerId == null
                        ? null
                        : new CustomerProfile.Customer(customerId, "Dana", null, null, null),
                null,
                null,
                null,
                null,
                generation,
                START.plusSeconds(1));
    }

    /**
     * Cards and questions by their ids, each with an article or a text made from it; confidence
     * grows with the run.
     */
    public static SuggestionUpdate update(
            String session, int run, String issue, List<String> cards, List<String> questions) {
        return update(session, run, issue, cards, questions, List.of());
    }

    public static SuggestionUpdate update(
            String session,
            int run,
            String issue,
            List<String> cards,
            List<String> questions,
            List<String> withdrawn) {
        return new SuggestionUpdate(
                session,
                run,
                Trigger.CUSTOMER_SPEECH,
                cards.stream().map(SampleEvents::card).toList(),
                questions.stream()
                        .map(id -> new ClarifyingQuestion(id, id, 1, "What about " + id + "?", 0.5))
                        .toList(),
                withdrawn.stream().map(id -> new Withdrawal(id, "answered")).toList(),
                new AnalyzedContext(
                        run >= UNDERSTOOD_FROM_RUN,
                        issue == null ? null : "other",
                        issue,
                        List.of(new DetectedEntity(DetectedEntity.ERROR_CODE, "E" + run)),
                        false,
                        Math.min(0.99, 0.5 + run / 1_000.0)),
                null,
                null,
                START.plusSeconds(2 + run));
    }

    private static Suggestion card(String id) {
        return new Suggestion(
                id,
                Suggestion.KNOWLEDGE_ARTICLE,
                "KB-" + id,
                "About " + id,
                null,
                null,
                null,
                0.7,
                0.8,
                null,
                null,
                null);
    }

    public static AgentFeedback feedback(String session, String card, AgentFeedback.Kind kind) {
        String id = card + "-" + kind.name().toLowerCase(Locale.ROOT);
        return new AgentFeedback(id, session, card, kind, "a-7", START.plusSeconds(10));
    }

    /** A record with a customer, an issue and optionally a case. */
    public static CallRecord record(String session, CallRecord.CaseWanted wanted) {
        return record(session, "C-1", PHONE, wanted);
    }

    public static CallRecord record(
            String session, String customerId, String phone, CallRecord.CaseWanted wanted) {
        return new CallRecord(
                session,
                "test",
                "one",
                customerId,
                null,
                null,
                phone,
                "a-7",
                "Priya",
                START,
                START.plusSeconds(60),
                CallEnded.HANGUP,
                "the hub is offline",
                List.of(new DetectedEntity(DetectedEntity.PRODUCT_NAME, "Hub")),
                shown("KB-1", "KB-2"),
                shown("KB-2"),
                List.of("Which version?"),
                wanted);
    }

    public static List<CallRecord.ShownArticle> shown(String... ids) {
        return Arrays.stream(ids)
                .map(id -> new CallRecord.ShownArticle(id, "About " + id, null))
                .toList();
    }
}
