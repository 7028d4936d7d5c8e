package io.supportassistant.service;

import io.supportassistant.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of some topics from a start time on, without a consumer group: every
 * instance of a service reads everything and commits nothing. After an outage of Kafka, reading
 * continues at the same offsets.
 */
public final class TopicTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration DISCOVERY = Duration.ofSeconds(30);
    private static final int EXIT_STATUS = 3;

    private final Map<String, Object> client;
    private final List<String> topics;
    private final Duration since;
    private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final Thread thread;
    private final Runnable onDeath;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean caughtUp;
    private volatile boolean hasFailed;

    /** A tail that ends the process if it dies. */
    public TopicTail(
            String name,
            Map<String, Object> client,
            List<Topic> topics,
            Duration since,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this(name, client, topics, since, handler, TopicTail::endProcess);
    }

    /**
     * @param since how far back to begin; zero begins at the end
     * @param handler called for each record on the tail's own thread; if it throws, the record is
     *     skipped
     * @param onDeath called when the tail cannot continue, for example out of memory; usually ends
     *     the process, because a service that reads nothing must not look alive
     */
    public TopicTail(
            String name,
            Map<String, Object> client,
            List<Topic> topics,
            Duration since,
            Consumer<ConsumerRecord<byte[], byte[]>> handler,
            Runnable onDeath) {
        this.onDeath = onDeath;
        this.client = client;
        this.topics = topics.stream().map(Topic::topicName).toList();
        this.since = since;
        this.handler = handler;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the process without its shutdown hooks, which may hang when memory is exhausted. */
    public static void endProcess() {
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** Whether all records present at the start have been handled and the tail is alive. */
    public boolean isCaughtUp() {
        return caughtUp && !hasFailed;
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

    private void run() {
        try {
            follow();
        } catch (Throwable e) {
            hasFailed = true;
            LOG.error("Reading {} stopped after an unrecoverable error", topics, e);
            onDeath.run();
        }
    }

    private void follow() {
        Instant from = Instant.now().minus(since);
        while (!isStopped()) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(properties())) {
                consumer = opened;
                if (isStopped()) {
                    // Closed before there was a consumer to wake up.
                    return;
                }
                read(opened, from);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Reading {} failed; retrying", topics, e);
                pause();
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> opened, Instant from) {
        discover(opened, from);
        Map<TopicPartition, Long> goal = opened.endOffsets(opened.assignment());
        Instant discoveredAt = Instant.now();
        while (!isStopped()) {
            ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                handle(record);
                positions.put(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset() + 1);
            }
            caughtUp =
                    caughtUp
                            || goal.entrySet().stream()
                                    .allMatch(
                                            end -> opened.position(end.getKey()) >= end.getValue());
            if (Instant.now().isAfter(discoveredAt.plus(DISCOVERY))) {
                discover(opened, from);
                discoveredAt = Instant.now();
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        try {
            handler.accept(record);
        } catch (RuntimeException e) {
            LOG.error(
                    "Skipped message {}-{}@{}: its handler failed",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    /** Assigns new partitions, each at its last position or else at its start offset. */
    private void discover(KafkaConsumer<byte[], byte[]> opened, Instant from) {
        Collection<TopicPartition> all =
                topics.stream()
                        .flatMap(topic -> opened.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .collect(Collectors.toSet());
        List<TopicPartition> added = new ArrayList<>(all);
        added.removeAll(opened.assignment());
        if (added.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> kept = new HashMap<>();
        opened.assignment().forEach(partition -> kept.put(partition, opened.position(partition)));
        opened.assign(all);
        kept.forEach(opened::seek);
        // Ask for the end offsets first: records written in between must not be skipped.
        Map<TopicPartition, Long> ends = opened.endOffsets(added);
        Map<TopicPartition, OffsetAndTimestamp> starts =
                opened.offsetsForTimes(
                        added.stream().collect(Collectors.toMap(p -> p, p -> from.toEpochMilli())));
        for (TopicPartition partition : added) {
            OffsetAndTimestamp start = starts.get(partition);
            long begin = start == null ? ends.get(partition) : start.offset();
            opened.seek(partition, positions.getOrDefault(partition, begin));
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
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
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "latest");
        properties.put("fetch.max.wait.ms", "200");
        return properties;
    }
}
