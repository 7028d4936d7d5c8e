package io.supportassistant.push;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TextRange;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events of one sample call. */
record SampleCall(String callId) {

    /** For tests that do not check the counters. */
    static final CallBoard.Counts UNCOUNTED =
            new CallBoard.Counts(() -> {}, () -> {}, refusal -> {});

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    String session() {
        return SessionIds.session("generic", callId);
    }

    CallStarted started(String agentName) {
        return started("agent-7", agentName);
    }

    CallStarted startedBy(String agentId) {
        return started(agentId, null);
    }

    CallStarted started(String agentId, String agentName) {
        return new CallStarted(
                session(),
                START,
                "generic",
                callId,
                agentId,
                agentName,
                "C-1",
                "+14155550142",
                "Dana Reyes",
                null,
                null);
    }

    /** The source reports the caller again, without names. */
    CallStarted startedFor(String customerId, String phone) {
        return new CallStarted(
                session(),
                START,
                "generic",
                callId,
                null,
                null,
                customerId,
                phone,
                null,
                null,
                null);
    }

    AgentJoined joined(String agentName) {
        return new AgentJoined(session(), START.plusSeconds(60), "agent-12", agentName, "devices");
    }

    AgentLeft left(String agentId) {
        return new AgentLeft(session(), START.plusSeconds(120), agentId);
    }

    CallEnded ended() {
        return new CallEnded(session(), START.plusSeconds(600), callId, CallEnded.HANGUP);
    }

    CaseRequested caseRequested() {
        return caseRequested(30);
    }

    CaseRequested caseRequested(int second) {
        return new CaseRequested(session(), START.plusSeconds(second), "agent-7", "wants a refund");
    }

    /** The CRM knows exactly one customer. */
    CustomerProfile customer(String name) {
        return customer(name, 0);
    }

    CustomerProfile customer(String name, int generation) {
        return new CustomerProfile(
                session(),
                "salesforce",
                CustomerProfile.Status.UNIQUE,
                new CustomerProfile.Customer(
                        "C-" + name, name, "Reyes Ceramics", "Gold", List.of("Hub")),
                List.of(),
                List.of(
                        new CustomerProfile.OpenCase(
                                "500xx1", "00001042", "Recordings are late", "New", START)),
                List.of(new CustomerProfile.PastContact("Hub offline", null, START)),
                "Recordings are late",
                generation,
                START);
    }

    /** Several customers share the number. */
    CustomerProfile customers(String... names) {
        return profile(
                CustomerProfile.Status.AMBIGUOUS,
                Stream.of(names)
                        .map(name -> new CustomerProfile.Candidate("C-" + name, name, null))
                        .toList());
    }

    CustomerProfile profile(
            CustomerProfile.Status status, List<CustomerProfile.Candidate> candidates) {
        return profile(status, candidates, 0);
    }

    CustomerProfile profile(
            CustomerProfile.Status status,
            List<CustomerProfile.Candidate> candidates,
            int generation) {
        return new CustomerProfile(
                session(),
                "salesforce",
                status,
                null,
                candidates,
                null,
                null,
                null,
                generation,
                START);
    }

    /** A brief whose only finding is the text. */
    CallBrief brief(int revision, String found) {
        CallBrief.Quote said = new CallBrief.Quote(found, Speaker.CUSTOMER, "s-1", 4.5);
        return new CallBrief(
                session(),
                START.plusSeconds(revision),
                revision,
                false,
                "login_problem",
                "I get error 401",
                List.of(new CallBrief.Statement(said)),
                null,
                null,
                null,
                null,
                null,
                null,
                CallNote.EMPTY);
    }

    /** The brief with the note that an agent has saved. */
    CallBrief savedNote(String disposition) {
        return brief(
                new CallNote(
                        CallNote.Status.SAVED,
                        null,
                        CallNote.Outcome.SOLVED,
                        disposition,
                        null,
                        null,
                        START.plusSeconds(9),
                        "agent-7"));
    }

    /** A brief whose note has as many lines as agents may write. */
    CallBrief fullNote() {
        return brief(
                new CallNote(
                        CallNote.Status.DRAFT,
                        IntStream.range(0, CallNote.MOST_LINES)
                                .mapToObj(
                                        i ->
                                                new CallNote.Line(
                                                        "line:" + i,
                                                        CallNote.Section.OTHER,
                                                        "line " + i,
                                                        null,
                                                        null,
                                                        "agent-7"))
                                .toList(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private CallBrief brief(CallNote note) {
        CallBrief draft = brief(9, "it is green");
        return new CallBrief(
                session(),
                draft.occurredAt(),
                draft.revision(),
                true,
                draft.label(),
                draft.problem(),
                draft.found(),
                null,
                null,
                null,
                null,
                null,
                null,
                note);
    }

    CrmOutcome written(String caseNumber) {
        String page = "https://example.my.salesforce.com/";
        return new CrmOutcome(
                session(),
                "salesforce",
                CrmOutcome.Status.WRITTEN,
                "C-1",
                new CrmOutcome.Entry("00Txx1", "00Txx1", page + "00Txx1"),
                caseNumber == null
                        ? null
                        : new CrmOutcome.Entry("500xx2", caseNumber, page + "500xx2"),
                null,
                START.plusSeconds(605));
    }

    CrmOutcome unwritten(String reason) {
        return new CrmOutcome(
                session(),
                "salesforce",
                CrmOutcome.Status.UNWRITTEN,
                null,
                null,
                null,
                reason,
                START.plusSeconds(605));
    }

    /** The segment of {@link #said}, with another text. */
    TranscriptRedacted redacted(String said, String text) {
        return new TranscriptRedacted(
                session(),
                START.plusSeconds(2),
                said(said).segmentId(),
                text,
                List.of("card_number"));
    }

    TranscriptSegment said(String text) {
        return new TranscriptSegment(
                session(),
                START.plusSeconds(1),
                "generic",
                callId,
                SessionIds.within(session(), "segment", text),
                Speaker.CUSTOMER,
                text,
                1.5,
                3.25,
                0.93,
                true,
                START.plusSeconds(1));
    }

    /** An update with these cards. */
    SuggestionUpdate cards(String... names) {
        return update(Trigger.CUSTOMER_SPEECH, List.of(names), List.of(), List.of());
    }

    /**
     * The update of an analysis of later speech.
     *
     * @param level {@link Suggestion#LEAD} or {@link Suggestion#ROW}
     */
    SuggestionUpdate cardsOfRun(int run, String level, String... names) {
        SuggestionUpdate update = cards(names);
        return new SuggestionUpdate(
                update.sessionId(),
                run,
                update.trigger(),
                Stream.of(names).map(name -> card(name, level)).toList(),
                List.of(),
                List.of(),
                update.context(),
                update.whyNow(),
                update.timings(),
                update.createdAt());
    }

    /**
     * The lead of an analysis, and what it withdraws.
     *
     * @param delivery after a restart of the job, an analysis is delivered again with another
     *     creation time
     * @param lead null if there is no new lead
     */
    SuggestionUpdate lead(int run, int delivery, String lead, String... withdrawn) {
        SuggestionUpdate update = withdrawn(withdrawn);
        return new SuggestionUpdate(
                update.sessionId(),
                run,
                update.trigger(),
                lead == null ? List.of() : List.of(card(lead, Suggestion.LEAD)),
                List.of(),
                update.withdrawn(),
                update.context(),
                update.whyNow(),
                update.timings(),
                update.createdAt().plusSeconds(delivery));
    }

    /** The same from a job that started without its state and has received newer speech. */
    SuggestionUpdate leadByAFreshJob(int run, String lead, String... withdrawn) {
        SuggestionUpdate update = lead(run, 1, lead, withdrawn);
        Instant later = START.plusSeconds(60);
        return new SuggestionUpdate(
                update.sessionId(),
                update.run(),
                update.trigger(),
                update.suggestions(),
                List.of(),
                update.withdrawn(),
                update.context(),
                update.whyNow(),
                new StageTimes(later, later, later, 0.4, 0.1, 6.5, 0.1, later, later),
                later);
    }

    /** The update that answers an agent's question. */
    SuggestionUpdate answered(String... names) {
        return update(Trigger.AGENT_QUESTION, List.of(names), List.of(), List.of());
    }

    SuggestionUpdate questions(String... names) {
        return update(Trigger.CUSTOMER_SPEECH, List.of(), List.of(names), List.of());
    }

    SuggestionUpdate silence(String reason) {
        return new SuggestionUpdate(
                session(),
                1,
                Trigger.CUSTOMER_SPEECH,
                List.of(),
                List.of(),
                List.of(),
                null,
                "",
                null,
                START.plusSeconds(2),
                null,
                reason);
    }

    SuggestionUpdate withdrawn(String... names) {
        return update(Trigger.CUSTOMER_SPEECH, List.of(), List.of(), List.of(names));
    }

    /**
     * @param withdrawn names of cards or questions
     */
    SuggestionUpdate update(
            Trigger trigger, List<String> cards, List<String> questions, List<String> withdrawn) {
        return new SuggestionUpdate(
                session(),
                1,
                trigger,
                cards.stream().map(this::card).toList(),
                questions.stream().map(this::question).toList(),
                withdrawn.stream().map(name -> new Withdrawal(id(name), "answered")).toList(),
                new AnalyzedContext(
                        true,
                        "other",
                        "error 401",
                        List.of(new DetectedEntity(DetectedEntity.ERROR_CODE, "401")),
                        false,
                        0.9),
                "Customer mentioned error 401",
                new StageTimes(START, START, START, 0.4, 0.1, 6.5, 0.1, START, START),
                START.plusSeconds(2));
    }

    private Suggestion card(String name) {
        return card(name, Suggestion.LEAD);
    }

    private Suggestion card(String name, String level) {
        return new Suggestion(
                id(name),
                Suggestion.KNOWLEDGE_ARTICLE,
                "KB-" + name,
                "Article " + name,
                "https://example.com/" + name,
                "Sign out everywhere.",
                List.of(new TextRange(0, 8)),
                0.7,
                0.8,
                "Customer mentioned error 401",
                null,
                null,
                level,
                null,
                null,
                null);
    }

    /** A model's answer to an agent's question, and the card it was made from. */
    SuggestionUpdate generated(String name, String source) {
        Suggestion card = card(source);
        Suggestion answer =
                new Suggestion(
                        id(name),
                        Suggestion.GENERATED_ANSWER,
                        card.articleId(),
                        "how do I sign out everywhere?",
                        card.url(),
                        card.excerpt(),
                        List.of(),
                        card.similarity(),
                        card.confidenceScore(),
                        "You asked: how do I sign out everywhere?",
                        "The customer can sign out on all devices.",
                        List.of(
                                new Suggestion.Citation(
                                        card.articleId(),
                                        card.title(),
                                        card.url(),
                                        card.excerpt())));
        return new SuggestionUpdate(
                session(),
                2,
                Trigger.AGENT_QUESTION,
                List.of(answer, card),
                List.of(),
                List.of(),
                null,
                answer.whyNow(),
                null,
                START.plusSeconds(3));
    }

    private ClarifyingQuestion question(String name) {
        return new ClarifyingQuestion(id(name), "get_" + name, 1, "Which " + name + "?", 0.6);
    }

    AgentFeedback feedback(String name, AgentFeedback.Kind kind) {
        return feedback(name, kind, null, null);
    }

    AgentFeedback feedback(
            String name, AgentFeedback.Kind kind, AgentFeedback.Reason reason, Integer step) {
        return new AgentFeedback(
                name + kind, session(), id(name), kind, reason, step, "agent-7", START);
    }

    TranscriptSegment saidByTheAgent(String text) {
        TranscriptSegment said = said(text);
        return new TranscriptSegment(
                said.sessionId(),
                said.occurredAt(),
                said.source(),
                said.callId(),
                said.segmentId(),
                Speaker.AGENT,
                text,
                said.startTime(),
                said.endTime(),
                said.confidence(),
                true,
                said.receivedAt());
    }

    /** A version of a segment of the customer. */
    TranscriptSegment heard(String segmentId, String text, boolean isFinal) {
        TranscriptSegment said = said(text);
        return new TranscriptSegment(
                said.sessionId(),
                said.occurredAt(),
                said.source(),
                said.callId(),
                segmentId,
                said.speaker(),
                text,
                said.startTime(),
                said.endTime(),
                said.confidence(),
                isFinal,
                said.receivedAt());
    }

    /** The id of a card or question. */
    String id(String name) {
        return SessionIds.within(session(), "suggestion", name);
    }

    List<String> ids(String... names) {
        return Stream.of(names).map(this::id).toList();
    }
}
