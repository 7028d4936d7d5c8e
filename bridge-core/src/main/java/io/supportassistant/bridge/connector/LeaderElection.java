package io.supportassistant.bridge.connector;

import io.supportassistant.events.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects one active process among all processes with the same name; another takes over when it
 * dies. The active process is the one to which Kafka assigns the partitions of {@code
 * connector-calls} in the consumer group of that name. In the same topic the active process stores
 * which calls it follows, for its successor.
 *
 * <p>A process that Kafka has removed from the group may consider itself active for a moment
 * longer. Then both send the same events with the same ids, which does no harm.
 */
public final class LeaderElection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String TOPIC = Topic.CONNECTOR_CALLS.topicName();

    /** The work of the active process. Its methods are called alternately, on one thread. */
    public interface Duty {

        /**
         * @param openCalls calls that the previous active process followed and whose end it did not
         *     see
         */
        void begin(Set<String> openCalls);

        void end();
    }

    private final String name;
    private final Map<String, Object> client;
    private final Duration takeOver;
    private final Duty duty;
    private final KafkaProducer<String, String> producer;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<String> openCalls = new LinkedHashSet<>();

    private volatile KafkaConsumer<String, String> consumer;
    private volatile boolean isMember;
    private volatile boolean isActive;

    /**
     * @param takeOver how long after the death of the active process another takes over
     */
    public LeaderElection(String name, Map<String, Object> client, Duration takeOver, Duty duty) {
        this.name = name;
        this.client = client;
        this.takeOver = takeOver;
        this.duty = duty;
        Map<String, Object> producerProperties = new HashMap<>(client);
        producerProperties.put("acks", "all");
        producerProperties.put("max.block.ms", "1000");
        this.producer =
                new KafkaProducer<>(
                        producerProperties, new StringSerializer(), new StringSerializer());
        this.thread = new Thread(this::run, name + "-active");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether this process is in the group, active or standing by. */
    public boolean isMember() {
        return isMember;
    }

    public boolean isActive() {
        return isActive;
    }

    /** Stores for a successor that this process follows a call. Best effort. */
    public void follow(String callId) {
        write(callId, "open");
    }

    public void forget(String callId) {
        write(callId, null);
    }

    private void write(String callId, String value) {
        try {
            producer.send(
                    new ProducerRecord<>(TOPIC, name + ":" + callId, value),
                    (metadata, failure) -> {
                        if (failure != null) {
                            LOG.warn("Storing a followed call failed: {}", failure.toString());
                        }
                    });
        } catch (RuntimeException e) {
            LOG.warn("Storing a followed call failed: {}", e.toString());
        }
    }

    private void run() {
        while (!isStopped()) {
            try (KafkaConsumer<String, String> opened = new KafkaConsumer<>(properties())) {
                consumer = opened;
                opened.subscribe(List.of(TOPIC), new Handover());
                while (!isStopped()) {
                    poll(opened);
                }
            } catch (WakeupException | InterruptException e) {
                break;
            } catch (RuntimeException e) {
                LOG.warn("Leader election for {} failed; retrying", name, e);
                pause();
            } finally {
                setActive(false);
            }
        }
    }

    private void poll(KafkaConsumer<String, String> opened) {
        opened.poll(POLL)
                .forEach(
                        record -> {
                            if (record.key() != null && record.key().startsWith(name + ":")) {
                                String callId = record.key().substring(name.length() + 1);
                                if (record.value() == null) {
                                    openCalls.remove(callId);
                                } else {
                                    openCalls.add(callId);
                                }
                            }
                        });
        isMember = !opened.groupMetadata().memberId().isEmpty();
        if (!isActive && !opened.assignment().isEmpty() && isCaughtUp(opened)) {
            setActive(true);
        }
    }

    private static boolean isCaughtUp(KafkaConsumer<String, String> opened) {
        return opened.endOffsets(opened.assignment()).entrySet().stream()
                .allMatch(end -> opened.position(end.getKey()) >= end.getValue());
    }

    private void setActive(boolean active) {
        if (isActive == active) {
            return;
        }
        isActive = active;
        LOG.info(
                "Leader election for {}: this instance is {}",
                name,
                active ? "active" : "no longer active");
        if (active) {
            duty.begin(Set.copyOf(openCalls));
        } else {
            duty.end();
        }
    }

    private final class Handover implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                openCalls.clear();
                consumer.seekToBeginning(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                setActive(false);
            }
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("group.id", "connector-" + name);
        properties.put("key.deserializer", StringDeserializer.class.getName());
        properties.put("value.deserializer", StringDeserializer.class.getName());
        properties.put("partition.assignment.strategy", WholeTopicAssignor.class.getName());
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("session.timeout.ms", Long.toString(takeOver.toMillis()));
        properties.put("heartbeat.interval.ms", Long.toString(takeOver.toMillis() / 4));
        return properties;
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

    /** Ends the duty and leaves the group, so that another process takes over at once. */
    @Override
    public void close() {
        stopped.countDown();
        KafkaConsumer<String, String> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
