package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.Topic;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each test has its own topic. */
class TopicTailITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestKafka kafka;

    /** Values the tail handed over, in order. */
    private final List<String> received = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldStartAtTheEndWithoutALookBack() {
        kafka.create(2, Topic.AGENT_ACTIONS);
        produce(Topic.AGENT_ACTIONS, "before", Duration.ofSeconds(1));

        try (TopicTail tail = tail(Duration.ZERO, Topic.AGENT_ACTIONS)) {
            await().atMost(PATIENCE).until(tail::isCaughtUp);
            assertThat(received).isEmpty();

            produce(Topic.AGENT_ACTIONS, "after", Duration.ZERO);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(received).containsExactly("after"));
        }
    }

    @Test
    void shouldStartInThePastAndContinue() {
        kafka.create(1, Topic.AGENT_FEEDBACK);
        produce(Topic.AGENT_FEEDBACK, "three hours ago", Duration.ofHours(3));
        produce(Topic.AGENT_FEEDBACK, "an hour ago", Duration.ofHours(1));
        produce(Topic.AGENT_FEEDBACK, "a minute ago", Duration.ofMinutes(1));

        try (TopicTail tail = tail(Duration.ofHours(2), Topic.AGENT_FEEDBACK)) {
            await().atMost(PATIENCE).until(tail::isCaughtUp);
            // Caught up means that the records present at the start have been handled.
            assertThat(received).containsExactly("an hour ago", "a minute ago");

            produce(Topic.AGENT_FEEDBACK, "now", Duration.ZERO);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(received)
                                            .containsExactly("an hour ago", "a minute ago", "now"));
        }
    }

    @Test
    void shouldReadSeveralTopicsEachInOrder() {
        kafka.create(3, Topic.CALL_EVENTS, Topic.SUGGESTIONS);
        try (TopicTail tail = tail(Duration.ofHours(2), Topic.CALL_EVENTS, Topic.SUGGESTIONS)) {
            await().atMost(PATIENCE).until(tail::isCaughtUp);
            for (int i = 0; i < 50; i++) {
                produce(Topic.CALL_EVENTS, "said " + i, Duration.ZERO);
                produce(Topic.SUGGESTIONS, "suggested " + i, Duration.ZERO);
            }
            await().atMost(PATIENCE).until(() -> received.size() == 100);
        }

        assertThat(received.stream().filter(text -> text.startsWith("said")))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "said " + i).toList());
        assertThat(received.stream().filter(text -> text.startsWith("suggested")))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "suggested " + i).toList());
    }

    @Test
    void shouldWaitForATopicThatDoesNotExistYet() {
        try (TopicTail tail = tail(Duration.ZERO, Topic.KNOWLEDGE_ARTICLES)) {
            assertThat(tail.isCaughtUp()).isFalse();

            kafka.create(1, Topic.KNOWLEDGE_ARTICLES);
            produce(Topic.KNOWLEDGE_ARTICLES, "at last", Duration.ZERO);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(received).containsExactly("at last"));
        }
    }

    @Test
    void shouldResumeFromTheLastOffsetAfterABrokerRestart() {
        kafka.create(1, Topic.CUSTOMER_PROFILES);
        try (TopicTail tail = tail(Duration.ZERO, Topic.CUSTOMER_PROFILES)) {
            await().atMost(PATIENCE).until(tail::isCaughtUp);
            produce(Topic.CUSTOMER_PROFILES, "before", Duration.ZERO);
            await().atMost(PATIENCE).until(() -> received.contains("before"));

            kafka.stopBroker();
            kafka.startBroker();

            produce(Topic.CUSTOMER_PROFILES, "after", Duration.ZERO);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(received).containsExactly("before", "after"));
        }
    }

    @Test
    void shouldStopWhileKafkaIsNotReachable() {
        TopicTail tail =
                new TopicTail(
                        "nowhere",
                        Map.of("bootstrap.servers", "127.0.0.1:1"),
                        List.of(Topic.CALL_EVENTS),
                        Duration.ZERO,
                        this::receive);
        assertThat(tail.isCaughtUp()).isFalse();

        tail.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn("nowhere"::equals)
                .isEmpty();
    }

    @Test
    void shouldNotBeCaughtUpAfterAFatalError() {
        kafka.create(1, Topic.CALL_RECORDS);
        AtomicBoolean died = new AtomicBoolean();
        try (TopicTail tail =
                new TopicTail(
                        "mortal",
                        kafka.client(),
                        List.of(Topic.CALL_RECORDS),
                        Duration.ZERO,
                        record -> {
                            throw new StackOverflowError("as if");
                        },
                        () -> died.set(true))) {
            await().atMost(PATIENCE).until(tail::isCaughtUp);

            produce(Topic.CALL_RECORDS, "too large", Duration.ZERO);

            await().atMost(PATIENCE).untilTrue(died);
            assertThat(tail.isCaughtUp()).isFalse();
        }
    }

    @Test
    void shouldEndTheProcessAfterAFatalError() throws Exception {
        kafka.create(1, Topic.DEAD_LETTERS);
        Process process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx100m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MortalReader.class.getName(),
                                kafka.bootstrapServers())
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target/mortal-reader.log"))
                        .start();
        try {
            produce(Topic.DEAD_LETTERS, "too large", Duration.ZERO);

            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process whose only reader dies, and which would otherwise go on. */
    static final class MortalReader {

        private MortalReader() {}

        public static void main(String[] args) throws InterruptedException {
            new TopicTail(
                    "mortal",
                    Map.of("bootstrap.servers", args[0]),
                    List.of(Topic.DEAD_LETTERS),
                    Duration.ofHours(1),
                    record -> {
                        throw new StackOverflowError("as if");
                    });
            new CountDownLatch(1).await();
        }
    }

    @Test
    void shouldSkipARecordWhoseHandlerThrows() {
        kafka.create(1, Topic.CRM_OUTCOMES);
        try (TopicTail tail =
                new TopicTail(
                        "patient",
                        kafka.client(),
                        List.of(Topic.CRM_OUTCOMES),
                        Duration.ZERO,
                        record -> {
                            if (received.isEmpty()) {
                                received.add("thrown for");
                                throw new IllegalStateException("as if");
                            }
                            receive(record);
                        })) {
            await().atMost(PATIENCE).until(tail::isCaughtUp);

            produce(Topic.CRM_OUTCOMES, "one", Duration.ZERO);
            produce(Topic.CRM_OUTCOMES, "two", Duration.ZERO);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(received).containsExactly("thrown for", "two"));
        }
    }

    private TopicTail tail(Duration since, Topic... topics) {
        return new TopicTail("tail", kafka.client(), List.of(topics), since, this::receive);
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        received.add(new String(record.value(), StandardCharsets.UTF_8));
    }

    private static void produce(Topic topic, String text, Duration ago) {
        kafka.produce(
                topic, "key", text.getBytes(StandardCharsets.UTF_8), Instant.now().minus(ago));
    }
}
