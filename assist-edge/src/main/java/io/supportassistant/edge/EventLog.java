package io.supportassistant.edge;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events onto Kafka. What {@link #append} returns succeeds when all in-sync replicas have the
 * event, and fails within {@value #DELIVERY_SECONDS} s otherwise.
 */
public final class EventLog implements AutoCloseable {

    private static final int DELIVERY_SECONDS = 5;
    private static final int MOST_WAITING = 20_000;

    private final KafkaProducer<String, byte[]> producer;

    /** Sending blocks while Kafka is not reachable, which an event loop must not. */
    private final ExecutorService sender =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    task -> {
                        Thread thread = new Thread(task, "event-log");
                        thread.setDaemon(true);
                        return thread;
                    });

    public EventLog(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        // Together costs Kafka a fraction of what it costs one by one.
        properties.put("linger.ms", "2");
        properties.put("max.block.ms", "2000");
        properties.put("request.timeout.ms", "2000");
        properties.put("delivery.timeout.ms", Integer.toString(DELIVERY_SECONDS * 1000));
        producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * @param key what must stay in order, usually the session; may be null
     */
    public CompletableFuture<Void> append(Topic topic, String key, AssistEvent event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        done.orTimeout(DELIVERY_SECONDS, TimeUnit.SECONDS);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic.topicName(), key, EventCodec.encode(event));
        try {
            sender.execute(() -> send(record, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void send(ProducerRecord<String, byte[]> record, CompletableFuture<Void> done) {
        if (done.isDone()) {
            // Given up while others before it waited for Kafka.
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

    @Override
    public void close() {
        sender.shutdown();
        producer.close(Duration.ofSeconds(DELIVERY_SECONDS));
    }
}
