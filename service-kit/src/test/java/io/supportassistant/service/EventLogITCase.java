package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventLogITCase {

    private static final String SESSION = SessionIds.session("generic", "call-1");
    private static final String OTHER_SESSION = SessionIds.session("generic", "call-2");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");

    private static TestKafka kafka;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(2, Topic.CALL_EVENTS, Topic.DEAD_LETTERS, Topic.AGENT_FEEDBACK);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldCompleteOnceTheEventIsOnTheTopic() throws Exception {
        AgentLeft event = new AgentLeft(SESSION, NOW, "agent-7");
        try (EventLog log = new EventLog(kafka.client())) {
            log.append(Topic.CALL_EVENTS, SESSION, event).get(10, TimeUnit.SECONDS);

            assertThat(kafka.events(Topic.CALL_EVENTS, SESSION, CallEvent.class))
                    .containsExactly(event);
        }
    }

    @Test
    void shouldKeepTheOrderOfAKey() {
        List<AgentLeft> events =
                IntStream.range(0, 200)
                        .mapToObj(i -> new AgentLeft(SESSION, NOW.plusMillis(i), "agent-" + i))
                        .toList();
        try (EventLog log = new EventLog(kafka.client())) {
            CompletableFuture.allOf(
                            events.stream()
                                    .map(event -> log.append(Topic.AGENT_FEEDBACK, SESSION, event))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }

        assertThat(kafka.events(Topic.AGENT_FEEDBACK, SESSION, AssistEvent.class))
                .isEqualTo(events);
    }

    @Test
    void shouldAcceptAnEventWithoutAKey() {
        DeadLetter letter = DeadLetter.of("call-events-0@17", "empty", new byte[0], NOW);
        try (EventLog log = new EventLog(kafka.client())) {
            log.append(Topic.DEAD_LETTERS, null, letter).join();
        }

        assertThat(kafka.readAll(Topic.DEAD_LETTERS))
                .extracting(ConsumerRecord::key)
                .containsExactly((String) null);
    }

    @Test
    void shouldFailInTimeWhenKafkaIsNotReachable() {
        try (EventLog log = new EventLog(NOWHERE)) {
            long startedAt = System.nanoTime();
            // Sequential calls would wait 2 s each for the broker: 20 s.
            List<CompletableFuture<Void>> all =
                    IntStream.range(0, 10)
                            .mapToObj(i -> log.append(Topic.CALL_EVENTS, SESSION, event(i)))
                            .toList();
            // append must not wait for the broker.
            assertThat(System.nanoTime() - startedAt).isLessThan(TimeUnit.SECONDS.toNanos(1));

            for (CompletableFuture<Void> one : all) {
                assertThatThrownBy(() -> one.get(60, TimeUnit.SECONDS)).isNotNull();
            }
            // 5 s as documented, doubled for a busy machine
            assertThat(System.nanoTime() - startedAt).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }

    @Test
    void shouldFailWhenTheTopicIsMissing() {
        try (EventLog log = new EventLog(kafka.client())) {
            assertThat(log.append(Topic.SUGGESTIONS, SESSION, event(0)))
                    .failsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldSendPendingEventsOnClose() {
        AgentLeft event = new AgentLeft(OTHER_SESSION, NOW, "agent-7");
        EventLog log = new EventLog(kafka.client());
        CompletableFuture<Void> stored = log.append(Topic.CALL_EVENTS, OTHER_SESSION, event);
        log.close();

        assertThat(stored).isCompleted();
        assertThat(kafka.events(Topic.CALL_EVENTS, OTHER_SESSION, CallEvent.class))
                .containsExactly(event);
    }

    @Test
    void shouldRefuseEventsAfterClose() {
        EventLog log = new EventLog(kafka.client());
        log.close();

        assertThat(log.append(Topic.CALL_EVENTS, SESSION, event(0))).isCompletedExceptionally();
    }

    private static AgentLeft event(int i) {
        return new AgentLeft(SESSION, NOW, "agent-" + i);
    }
}
