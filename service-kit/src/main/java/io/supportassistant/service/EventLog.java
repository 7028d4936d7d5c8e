package io.supportassistant.service;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events to Kafka. The future returned by {@link #append} succeeds when all in-sync replicas
 * have the event, and fails within {@value #DELIVERY_SECONDS} s otherwise.
 */
public final class EventLog implements AutoCloseable {

    private static final int DELIVERY_SECONDS = 4;
    private static final Duration DELIVERY = Duration.ofSeconds(DELIVERY_SECONDS);

    /**
     * Less than half of the delivery: the producer checks for a timeout about once per timeout, and
     * a request that it finds exactly at its timeout is retried only at the next check.
     */
    private static final int REQUEST_MILLIS = 1_500;

    private static final int MAX_WAITING = 20_000;

    /**
     * Minimum time between two hand-overs to the producer. A single event is sent at once; events
     * in a burst are sent as a batch, which costs Kafka and this process much less.
     */
    private static final long GATHER_NANOS = 3_000_000;

    private final KafkaProducer<String, byte[]> producer;

    /** {@code producer.send} blocks while Kafka is unreachable; an event loop must not block. */
    private final ScheduledThreadPoolExecutor sender =
            new ScheduledThreadPoolExecutor(
                    1,
                    task -> {
                        Thread thread = new Thread(task, "event-log");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private volatile long lastSentAt = System.nanoTime() - GATHER_NANOS;

    /** A queued record and the future of its caller. */
    private record Waiting(ProducerRecord<String, byte[]> record, CompletableFuture<Void> done) {}

    public EventLog(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", "2000");
        properties.put("request.timeout.ms", Integer.toString(REQUEST_MILLIS));
        properties.put("delivery.timeout.ms", Integer.toString(DELIVERY_SECONDS * 1000));
        producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * @param key events with the same key stay in order; usually the session; may be null
     */
    public CompletableFuture<Void> append(Topic topic, String key, AssistEvent event) {
        CompletableFuture<Void> done = Deadlines.within(DELIVERY, new CompletableFuture<>());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic.topicName(), key, EventCodec.encode(event));
        if (waiting.offer(new Waiting(record, done))) {
            sendSoon();
        } else {
            done.completeExceptionally(
                    new RejectedExecutionException("too many events are pending"));
        }
        return done;
    }

    private void sendSoon() {
        if (isScheduled.compareAndSet(false, true)) {
            try {
                long wait = GATHER_NANOS - (System.nanoTime() - lastSentAt);
                sender.schedule(this::sendGathered, Math.max(0, wait), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                isScheduled.set(false);
                for (Waiting late = waiting.poll(); late != null; late = waiting.poll()) {
                    late.done().completeExceptionally(e);
                }
            }
        }
    }

    private void sendGathered() {
        // Reset before the queue is drained, so that an event added meanwhile schedules another
        // run.
        isScheduled.set(false);
        lastSentAt = System.nanoTime();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            send(next.record(), next.done());
        }
    }

    private void send(ProducerRecord<String, byte[]> record, CompletableFuture<Void> done) {
        if (done.isDone()) {
            // Timed out while earlier events waited for Kafka.
            return;
        }
        try {
            producer.send(
                    record,
                    (metadata, failure) -> {
                        if (failure == null) {
                            done.complete(null);
                        } else {
                            done.completeExceptionally(failure);
                        }
                    });
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    /** Sends the queued events, then closes the producer. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            sender.awaitTermination(DELIVERY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(DELIVERY);
    }
}
