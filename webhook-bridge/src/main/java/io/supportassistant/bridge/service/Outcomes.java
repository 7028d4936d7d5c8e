package io.supportassistant.bridge.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.service.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reports the result of a segment's analysis to callers that wait for it. Reads {@code
 * agent-actions}, where the gate lists the segments of every run. Keeps results only for waiting
 * callers.
 */
final class Outcomes implements AutoCloseable {

    private static final String GATE = "suggestion_gate";

    /** Callers waiting for a segment's outcome, each with its own timeout. */
    private final Cache<String, List<CompletableFuture<AgentAction>>> waiting;

    private final TopicTail tail;

    Outcomes(Map<String, Object> client, int maxWaiting, Duration longestWait) {
        waiting =
                Caffeine.newBuilder()
                        .maximumSize(maxWaiting)
                        .expireAfterWrite(longestWait.plusSeconds(5))
                        .build();
        tail =
                new TopicTail(
                        "outcomes",
                        client,
                        List.of(Topic.AGENT_ACTIONS),
                        Duration.ZERO,
                        this::onAction);
    }

    /**
     * Call this before sending the segment. The future fails with a timeout if there is no outcome
     * by then.
     */
    CompletableFuture<AgentAction> of(String sessionId, String segmentId, Duration timeout) {
        String key = key(sessionId, segmentId);
        CompletableFuture<AgentAction> outcome = new CompletableFuture<>();
        waiting.asMap()
                .merge(
                        key,
                        List.of(outcome),
                        (others, ours) -> Stream.concat(others.stream(), ours.stream()).toList());
        return outcome.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((action, failure) -> remove(key, outcome));
    }

    private void remove(String key, CompletableFuture<AgentAction> outcome) {
        waiting.asMap()
                .computeIfPresent(
                        key,
                        (same, all) -> {
                            List<CompletableFuture<AgentAction>> others =
                                    all.stream().filter(one -> one != outcome).toList();
                            return others.isEmpty() ? null : others;
                        });
    }

    boolean isReady() {
        return tail.isCaughtUp();
    }

    private void onAction(ConsumerRecord<byte[], byte[]> record) {
        if (waiting.estimatedSize() == 0) {
            return;
        }
        try {
            AgentAction action = EventCodec.decode(record.value(), AgentAction.class);
            if (action.agentName().equals(GATE)) {
                action.segmentIds().forEach(segment -> complete(action, segment));
            }
        } catch (UnreadableEventException e) {
            // Ignored: no caller waits for a record in another format.
            return;
        }
    }

    private void complete(AgentAction action, String segmentId) {
        List<CompletableFuture<AgentAction>> waiters =
                waiting.asMap().remove(key(action.sessionId(), segmentId));
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.complete(action));
        }
    }

    private static String key(String sessionId, String segmentId) {
        return sessionId + ":" + segmentId;
    }

    @Override
    public void close() {
        tail.close();
    }
}
