package io.supportassistant.indexjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.Topic;
import io.supportassistant.service.TestKafka;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommittedProgressITCase {

    private static final Topic TOPIC = Topic.KNOWLEDGE_ARTICLES;
    private static final TopicPartition FIRST = new TopicPartition(TOPIC.topicName(), 0);

    private static TestKafka kafka;
    private static long end;

    /** Three messages, then a transaction marker; the other partition stays empty. */
    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.start();
        kafka.create(2, TOPIC);
        Map<String, Object> properties = new HashMap<>(kafka.client());
        properties.put("transactional.id", "loader");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 3; i++) {
                end =
                        producer.send(
                                                new ProducerRecord<>(
                                                        TOPIC.topicName(),
                                                        0,
                                                        Instant.now().toEpochMilli(),
                                                        "KB-" + i,
                                                        "{}".getBytes(UTF_8)))
                                        .get()
                                        .offset()
                                + 1;
            }
            producer.commitTransaction();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldBeCaughtUpWhenNoMessageIsLeft() throws Exception {
        try (CommittedProgress progress = new CommittedProgress(kafka.client(), "a", false)) {
            assertThat(progress.isCaughtUp()).isFalse();
            commit("a", end - 1);
            assertThat(progress.isCaughtUp()).isFalse();
            // The transaction marker is never read and so never committed.
            commit("a", end);
            assertThat(progress.isCaughtUp()).isTrue();
        }
    }

    @Test
    void shouldResetOffsetsOfAnEarlierRun() throws Exception {
        commit("b", end);

        try (CommittedProgress fresh = new CommittedProgress(kafka.client(), "b", false)) {
            assertThat(fresh.isCaughtUp()).isFalse();
        }
    }

    @Test
    void shouldResumeFromCommittedOffsetsAfterARestart() throws Exception {
        commit("c", end);

        try (CommittedProgress restored = new CommittedProgress(kafka.client(), "c", true)) {
            assertThat(restored.isCaughtUp()).isTrue();
        }
    }

    private static void commit(String group, long offset) throws Exception {
        try (Admin admin = Admin.create(kafka.client())) {
            admin.alterConsumerGroupOffsets(group, Map.of(FIRST, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
