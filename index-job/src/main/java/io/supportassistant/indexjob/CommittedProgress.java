package io.supportassistant.indexjob;

import io.supportassistant.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Measures progress by the offsets that the source commits with each checkpoint. All articles are
 * written before a checkpoint completes, so every message below a committed offset is in the
 * collection.
 */
final class CommittedProgress implements IndexProgress {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> start;
    private final Map<TopicPartition, Long> goal;

    /**
     * @param group the consumer group of the source
     * @param restored if false, the offsets of the group come from another run and are ignored
     */
    CommittedProgress(Map<String, Object> client, String group, boolean restored) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("group.id", group);
        properties.put("enable.auto.commit", "false");
        properties.put("default.api.timeout.ms", "10000");
        this.consumer = new KafkaConsumer<>(properties);
        try {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topic.KNOWLEDGE_ARTICLES.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            this.start = consumer.beginningOffsets(partitions);
            this.goal = consumer.endOffsets(partitions);
            if (!restored) {
                resetOffsets();
            }
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    static Source source(Map<String, Object> client, String group) {
        TreeMap<String, Object> properties = new TreeMap<>(client);
        return restored -> new CommittedProgress(properties, group, restored);
    }

    private void resetOffsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        start.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        consumer.assign(start.keySet());
        consumer.commitSync(offsets);
        consumer.unsubscribe();
    }

    @Override
    public boolean isCaughtUp() {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(goal.keySet());
        Map<TopicPartition, Long> behind = new HashMap<>();
        goal.forEach(
                (partition, end) -> {
                    OffsetAndMetadata reached = committed.get(partition);
                    long from = reached == null ? start.get(partition) : reached.offset();
                    if (from < end) {
                        behind.put(partition, from);
                    }
                });
        return behind.isEmpty() || isNothingFrom(behind);
    }

    /**
     * Whether no message is left: an offset without one (compacted, or a transaction marker) is
     * never committed.
     */
    private boolean isNothingFrom(Map<TopicPartition, Long> offsets) {
        consumer.assign(offsets.keySet());
        try {
            offsets.forEach(consumer::seek);
            long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                    TopicPartition partition = new TopicPartition(found.topic(), found.partition());
                    if (found.offset() < goal.get(partition)) {
                        return false;
                    }
                }
                if (offsets.keySet().stream()
                        .allMatch(
                                partition -> consumer.position(partition) >= goal.get(partition))) {
                    return true;
                }
            }
            return false;
        } finally {
            consumer.unsubscribe();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
