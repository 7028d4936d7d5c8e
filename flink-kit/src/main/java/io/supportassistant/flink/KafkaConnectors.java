package io.supportassistant.flink;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the sources and sinks of the topics. The sinks are at-least-once on purpose: ids are
 * name-based, so a reader that drops the ids it has seen gets each event once, and no card waits
 * for a checkpoint.
 */
public final class KafkaConnectors {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnectors.class);

    /** Default maximum request size of a Kafka producer, in bytes. */
    private static final int DEFAULT_MAX = 1024 * 1024;

    private static final int HEADROOM = 8 * 1024;

    private KafkaConnectors() {}

    public static Sink<DeadLetter> deadLetters(Map<String, Object> client) {
        return KafkaConnectors.<DeadLetter>sink(client, Topic.DEAD_LETTERS, letter -> null);
    }

    /**
     * A source that starts at the committed offsets of the group, or at the beginning if there are
     * none.
     *
     * @param client properties of a Kafka client
     */
    @SuppressWarnings("deprecation") // Flink's Kafka connector accepts no other type.
    public static KafkaSource<RawMessage> source(
            Map<String, Object> client, Topic topic, String group) {
        return KafkaSource.<RawMessage>builder()
                .setProperties(properties(client))
                .setTopics(topic.topicName())
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topic.topicName())
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new RawMessageReader())
                .build();
    }

    /**
     * A sink that sends a record too large for Kafka to {@code dead-letters} instead.
     *
     * @param client properties of a Kafka client
     */
    public static <T extends AssistEvent> Sink<T> sink(
            Map<String, Object> client, Topic topic, SerializableFunction<T, String> key) {
        Properties properties = properties(client);
        properties.put("linger.ms", "0");
        properties.put("acks", "all");
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(writer(topic.topicName(), key, largest(client)))
                .build();
    }

    static <T extends AssistEvent> KafkaRecordSerializationSchema<T> writer(
            String topic, SerializableFunction<T, String> key, int largest) {
        return (event, context, timestamp) -> {
            String text = key.apply(event);
            byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            byte[] message = EventCodec.encode(event);
            return message.length <= largest
                    ? new ProducerRecord<>(topic, bytes, message)
                    : tooLarge(topic, bytes, message);
        };
    }

    /** Kafka would reject the record, and the job would retry it forever. */
    private static ProducerRecord<byte[], byte[]> tooLarge(
            String topic, byte[] key, byte[] message) {
        LOG.error("A message of {} bytes is too large for {}", message.length, topic);
        DeadLetter letter =
                DeadLetter.of(
                        "to " + topic,
                        "the message has " + message.length + " bytes, more than Kafka accepts",
                        key == null ? new byte[0] : key,
                        Instant.now());
        return new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(), null, EventCodec.encode(letter));
    }

    /** The largest message in bytes; leaves room for the key and the record's overhead. */
    private static int largest(Map<String, Object> client) {
        Object configured = client.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        int most = configured == null ? DEFAULT_MAX : Integer.parseInt(configured.toString());
        return most - HEADROOM;
    }

    private static Properties properties(Map<String, Object> client) {
        Properties properties = new Properties();
        properties.putAll(client);
        return properties;
    }
}
