package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.edge.EventLog;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What agents do on their desks, onto Kafka. */
final class AgentInput {

    private static final int LONGEST_QUESTION = 500;

    private final EventLog log;
    private final Counter feedback;
    private final Counter questions;
    private final Counter refused;

    AgentInput(EventLog log, MeterRegistry metrics) {
        this.log = log;
        this.feedback = metrics.counter("push.feedback");
        this.questions = metrics.counter("push.questions");
        this.refused = metrics.counter("push.input.refused");
    }

    /**
     * Takes one message from a desk.
     *
     * @return completes when Kafka has it; fails with an {@link IllegalArgumentException} that says
     *     what is wrong with it
     */
    CompletableFuture<Void> take(String sessionId, String agentId, String text) {
        try {
            JsonObject message = new JsonObject(text);
            String type = String.valueOf(message.getValue("type"));
            return switch (type) {
                case "feedback" -> feedback(sessionId, agentId, message);
                case "question" -> question(sessionId, agentId, message);
                default -> throw new IllegalArgumentException("type must be feedback or question");
            };
        } catch (DecodeException | ClassCastException e) {
            refused.increment();
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException(
                            "a message is a JSON object with texts in its fields"));
        } catch (IllegalArgumentException e) {
            refused.increment();
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> feedback(String sessionId, String agentId, JsonObject message) {
        String suggestionId = message.getString("suggestion_id");
        if (!SessionIds.isSessionId(suggestionId)) {
            throw new IllegalArgumentException("suggestion_id must be a UUID");
        }
        AgentFeedback.Kind kind = kind(message.getString("feedback"));
        AgentFeedback event =
                new AgentFeedback(
                        SessionIds.within(
                                sessionId,
                                "feedback",
                                suggestionId,
                                kind.name(),
                                String.valueOf(agentId)),
                        sessionId,
                        suggestionId,
                        kind,
                        agentId,
                        Instant.now());
        return log.append(Topic.AGENT_FEEDBACK, sessionId, event).thenRun(feedback::increment);
    }

    private static AgentFeedback.Kind kind(String text) {
        try {
            return AgentFeedback.Kind.valueOf(String.valueOf(text).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "feedback must be shown, opened, copied, helpful, not_helpful, irrelevant or"
                            + " dismissed",
                    e);
        }
    }

    private CompletableFuture<Void> question(String sessionId, String agentId, JsonObject message) {
        String text = message.getString("text");
        if (text == null || text.isBlank() || text.length() > LONGEST_QUESTION) {
            throw new IllegalArgumentException(
                    "text must have 1 to " + LONGEST_QUESTION + " characters");
        }
        AgentQuestion event =
                new AgentQuestion(
                        sessionId,
                        Instant.now(),
                        UUID.randomUUID().toString(),
                        agentId,
                        text.strip());
        return log.append(Topic.CALL_EVENTS, sessionId, event).thenRun(questions::increment);
    }
}
