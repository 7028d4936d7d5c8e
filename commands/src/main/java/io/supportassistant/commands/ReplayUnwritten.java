package io.supportassistant.commands;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.events.UnwrittenRecord;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Retries all records that the CRM did not accept: moves them from {@code crm-unwritten} back to
 * {@code call-records}. A later run does not move them again; a record that is moved twice, because
 * a run was interrupted, is still written once.
 */
public final class ReplayUnwritten {

    private static final String GROUP = "crm-replay";
    private static final Duration POLL = Duration.ofMillis(500);

    private ReplayUnwritten() {}

    public static void main(String[] args) throws Exception {
        int count = replay(Settings.of(System.getenv(), args));
        System.out.println(count + " records sent to the CRM job again");
    }

    /**
     * @return the number of records that were moved
     */
    public static int replay(Settings settings) throws ExecutionException, InterruptedException {
        Map<String, Object> consumerProperties =
                new HashMap<>(KafkaSettings.clientProperties(settings));
        consumerProperties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        consumerProperties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerProperties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<byte[], byte[]> unwritten =
                        new KafkaConsumer<>(
                                consumerProperties,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                KafkaSettings.clientProperties(settings),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            List<TopicPartition> partitions =
                    unwritten.partitionsFor(Topic.CRM_UNWRITTEN.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            unwritten.assign(partitions);
            Map<TopicPartition, Long> end = unwritten.endOffsets(partitions);
            // Partitions without a committed offset are read from the beginning.
            int count = 0;
            while (partitions.stream().anyMatch(one -> unwritten.position(one) < end.get(one))) {
                for (ConsumerRecord<byte[], byte[]> message : unwritten.poll(POLL)) {
                    count += resend(message, producer) ? 1 : 0;
                }
                producer.flush();
                unwritten.commitSync();
            }
            return count;
        }
    }

    /** Returns false for a message that could not be read; it goes to the dead letters. */
    private static boolean resend(
            ConsumerRecord<byte[], byte[]> message, KafkaProducer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        // A message without a value cannot be decoded and becomes a dead letter.
        byte[] value = message.value() == null ? new byte[0] : message.value();
        Future<RecordMetadata> sent;
        boolean readable = true;
        try {
            UnwrittenRecord record = EventCodec.decode(value, UnwrittenRecord.class);
            sent =
                    producer.send(
                            new ProducerRecord<>(
                                    Topic.CALL_RECORDS.topicName(),
                                    record.sessionId().getBytes(StandardCharsets.UTF_8),
                                    EventCodec.encode(record.callRecord())));
        } catch (UnreadableEventException e) {
            readable = false;
            String origin = message.topic() + "-" + message.partition() + "@" + message.offset();
            sent =
                    producer.send(
                            new ProducerRecord<>(
                                    Topic.DEAD_LETTERS.topicName(),
                                    EventCodec.encode(
                                            DeadLetter.of(
                                                    origin,
                                                    e.getMessage(),
                                                    value,
                                                    Instant.now()))));
        }
        sent.get();
        return readable;
    }
}
