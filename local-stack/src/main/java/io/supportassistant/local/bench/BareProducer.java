package io.supportassistant.local.bench;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Only a producer, configured like the bridge's: sends the same event again and again. */
final class BareProducer implements BridgeBench.Drive, AutoCloseable {

    private final int atOnce;
    private final KafkaProducer<String, byte[]> producer;
    private final byte[] event;

    BareProducer(Settings settings, int atOnce) {
        this.atOnce = atOnce;
        Map<String, Object> properties = new HashMap<>(KafkaSettings.clientProperties(settings));
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("linger.ms", "0");
        this.producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        Instant at = Instant.parse("2026-01-15T10:00:07.250Z");
        this.event =
                EventCodec.encode(
                        new TranscriptSegment(
                                SessionIds.session("generic", "bench"),
                                at,
                                "generic",
                                "bench",
                                "seg-1",
                                Speaker.CUSTOMER,
                                "I am getting error 401 when trying to log in to the mobile app"
                                        + " version 2.5",
                                10.5,
                                15.2,
                                0.94,
                                true,
                                at,
                                null,
                                null,
                                null));
    }

    @Override
    public void run(Duration time, Throughput throughput) throws InterruptedException {
        Semaphore free = new Semaphore(atOnce);
        long startedAt = System.nanoTime();
        for (long number = 0; System.nanoTime() - startedAt < time.toNanos(); number++) {
            free.acquire();
            long sentAt = System.nanoTime();
            producer.send(
                    new ProducerRecord<>(
                            Topic.CALL_EVENTS.topicName(), "key-" + number % 1_000, event),
                    (metadata, failure) -> {
                        if (failure == null) {
                            throughput.took(System.nanoTime() - sentAt);
                        } else {
                            throughput.failed();
                        }
                        free.release();
                    });
        }
        free.acquire(atOnce);
        throughput.lasted(System.nanoTime() - startedAt);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
