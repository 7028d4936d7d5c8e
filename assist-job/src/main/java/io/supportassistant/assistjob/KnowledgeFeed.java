package io.supportassistant.assistjob;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.Topic;
import io.supportassistant.knowledge.KnowledgeIndex;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index in sync with {@code knowledge-articles}: reads the whole topic at the start, then
 * every change. Each process reads on its own and commits no offsets. During an outage of Kafka the
 * index stays as it is; afterwards reading continues.
 */
final class KnowledgeFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KnowledgeIndex index;
    private final Map<String, Object> client;
    private final ArticleIntake intake;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "knowledge-feed");

    private volatile KafkaConsumer<byte[], byte[]> consumer;

    KnowledgeFeed(
            KnowledgeIndex index, Map<String, Object> client, Consumer<DeadLetter> deadLetters) {
        this.index = index;
        this.client = client;
        this.intake = new ArticleIntake(index, deadLetters, this::isStopped);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until the messages that were on the topic at the start can be found, or until the
     * timeout.
     */
    boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Articles that are found by their words only, because they have no vectors yet. */
    int withoutVectors() {
        return intake.withoutVectors();
    }

    /** Messages refused since the start; each is a dead letter. */
    long refused() {
        return intake.refused();
    }

    @Override
    public void close() {
        stopped.countDown();
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void follow() {
        while (!isStopped()) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(properties())) {
                consumer = opened;
                opened.subscribe(List.of(Topic.KNOWLEDGE_ARTICLES.topicName()));
                read(opened);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Reading knowledge articles failed; retrying", e);
                pause();
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> opened) {
        Map<TopicPartition, Long> goal = null;
        long embedAt = System.nanoTime() + RETRY.toNanos();
        while (!isStopped()) {
            ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
            intake.take(records);
            if (intake.withoutVectors() > 0 && System.nanoTime() - embedAt >= 0) {
                embedAt =
                        intake.embedRest()
                                ? System.nanoTime()
                                : System.nanoTime() + RETRY.toNanos();
            }
            if (goal == null && !opened.assignment().isEmpty()) {
                goal = opened.endOffsets(opened.assignment());
            }
            if (goal != null
                    && caughtUp.getCount() > 0
                    && goal.entrySet().stream()
                            .allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
                LOG.info("Knowledge topic read to its end; {} articles indexed", index.size());
                caughtUp.countDown();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("group.id", "knowledge-feed-" + UUID.randomUUID());
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        return properties;
    }
}
