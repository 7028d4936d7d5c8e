package io.supportassistant.conversation;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Speech for the tests, in one call. */
public final class SampleCall {

    public static final String SESSION = SessionIds.session("generic", "call-1");
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    public static final String ERROR_401 =
            "I am getting error 401 when trying to log in to the mobile app version 2.5";

    private SampleCall() {}

    /** A time in milliseconds after the start of the call. */
    public static Instant at(long milliseconds) {
        return START.plusMillis(milliseconds);
    }

    public static TranscriptSegment customer(String segmentId, String text) {
        return segment(segmentId, Speaker.CUSTOMER, text, true, null);
    }

    public static TranscriptSegment agent(String segmentId, String text) {
        return segment(segmentId, Speaker.AGENT, text, true, null);
    }

    public static TranscriptSegment segment(
            String segmentId, Speaker speaker, String text, boolean isFinal, Double startTime) {
        return new TranscriptSegment(
                SESSION, START, "generic", "call-1", segmentId, speaker, text, startTime, null,
                null, isFinal, null);
    }

    public static AgentQuestion question(String text) {
        return new AgentQuestion(SESSION, START, "question-" + text, "agent-7", text);
    }

    public static AgentFeedback feedback(String suggestionId, AgentFeedback.Kind kind) {
        return new AgentFeedback(
                "feedback-" + suggestionId + kind, SESSION, suggestionId, kind, "agent-7", START);
    }

    public static Turn customerTurn(String segmentId, String text) {
        return new Turn(segmentId, Speaker.CUSTOMER, text, null);
    }

    public static Turn agentTurn(String segmentId, String text) {
        return new Turn(segmentId, Speaker.AGENT, text, null);
    }

    /** A request after these customer turns, of which only the last is new. */
    public static AssistRequest afterCustomerSaid(String... texts) {
        List<Turn> turns = new ArrayList<>();
        for (String text : texts) {
            turns.add(customerTurn("s" + turns.size(), text));
        }
        return speech(1, turns, List.of("s" + (texts.length - 1)));
    }

    public static AssistRequest speech(int run, List<Turn> turns, List<String> newSegmentIds) {
        return new AssistRequest(
                SESSION,
                run,
                Trigger.CUSTOMER_SPEECH,
                null,
                turns,
                newSegmentIds,
                List.of(),
                List.of(),
                START,
                START,
                null);
    }

    public static AssistRequest asked(int run, String question, Turn... turns) {
        return new AssistRequest(
                SESSION,
                run,
                Trigger.AGENT_QUESTION,
                question,
                List.of(turns),
                List.of(),
                List.of(),
                List.of(),
                START,
                START,
                null);
    }

    public static AssistRequest knowing(AssistRequest request, DetectedEntity... facts) {
        return new AssistRequest(
                request.sessionId(),
                request.run(),
                request.trigger(),
                request.question(),
                request.turns(),
                request.newSegmentIds(),
                List.of(facts),
                request.dismissedIds(),
                request.receivedAt(),
                request.triggeredAt(),
                null);
    }

    public static AssistRequest havingDismissed(AssistRequest request, String... ids) {
        return new AssistRequest(
                request.sessionId(),
                request.run(),
                request.trigger(),
                request.question(),
                request.turns(),
                request.newSegmentIds(),
                request.facts(),
                List.of(ids),
                request.receivedAt(),
                request.triggeredAt(),
                null);
    }

    public static DetectedEntity errorCode(String value) {
        return new DetectedEntity(DetectedEntity.ERROR_CODE, value);
    }

    public static DetectedEntity product(String value) {
        return new DetectedEntity(DetectedEntity.PRODUCT_NAME, value);
    }

    public static DetectedEntity version(String value) {
        return new DetectedEntity(DetectedEntity.VERSION, value);
    }

    /** A copy with the CRM's traits of the customer. */
    public static AssistRequest of(AssistRequest request, CustomerTraits customer) {
        return new AssistRequest(
                request.sessionId(),
                request.run(),
                request.trigger(),
                request.question(),
                request.turns(),
                request.newSegmentIds(),
                request.facts(),
                request.dismissedIds(),
                request.receivedAt(),
                request.triggeredAt(),
                customer);
    }
}
