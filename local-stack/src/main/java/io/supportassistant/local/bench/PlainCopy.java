package io.supportassistant.local.bench;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: in place of the job, a loop that copies from topic to topic. Every segment becomes one
 * dummy card, so that the path to the desk is the same.
 */
final class PlainCopy implements AutoCloseable {

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    PlainCopy(Settings settings) {
        thread = new Thread(() -> copy(KafkaSettings.clientProperties(settings)), "plain-copy");
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(Map<String, Object> client) {
        Map<String, Object> reading = new HashMap<>(client);
        reading.put("group.id", "plain-copy");
        reading.put("auto.offset.reset", "earliest");
        Map<String, Object> writing = new HashMap<>(client);
        writing.put("acks", "all");
        writing.put("linger.ms", "0");
        try (KafkaConsumer<byte[], byte[]> in =
                        new KafkaConsumer<>(
                                reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> out =
                        new KafkaProducer<>(
                                writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            in.subscribe(List.of(Topic.CALL_EVENTS.topicName()));
            while (!stopped.get()) {
                for (ConsumerRecord<byte[], byte[]> record : in.poll(Duration.ofMillis(100))) {
                    CallEvent event = EventCodec.decode(record.value(), CallEvent.class);
                    if (event instanceof TranscriptSegment segment) {
                        out.send(
                                new ProducerRecord<>(
                                        Topic.SUGGESTIONS.topicName(),
                                        record.key(),
                                        EventCodec.encode(card(segment))));
                    }
                }
            }
        }
    }

    /** The id of the card that a segment becomes. */
    static String cardOf(String sessionId, String segmentId) {
        return SessionIds.within(sessionId, "copy", segmentId);
    }

    private static SuggestionUpdate card(TranscriptSegment segment) {
        Suggestion nothing =
                new Suggestion(
                        cardOf(segment.sessionId(), segment.segmentId()),
                        Suggestion.KNOWLEDGE_ARTICLE,
                        "none",
                        "Nothing",
                        null,
                        segment.text(),
                        List.of(),
                        1,
                        1,
                        "",
                        null,
                        null);
        return new SuggestionUpdate(
                segment.sessionId(),
                1,
                Trigger.CUSTOMER_SPEECH,
                List.of(nothing),
                List.of(),
                List.of(),
                null,
                "",
                null,
                Instant.now());
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        thread.join(5_000);
    }
}
