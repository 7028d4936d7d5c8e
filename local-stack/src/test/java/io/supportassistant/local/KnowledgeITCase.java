package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.settings.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The knowledge base changes while the job runs, and unreadable messages are kept. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class KnowledgeITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String ID = "KB-9001";

    private LocalStack stack;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void use(LocalStack running) {
        stack = running;
        producer =
                new KafkaProducer<>(
                        KafkaSettings.clientProperties(stack.settings()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldFindAnArticleUntilItIsDeleted() throws Exception {
        send(Topic.KNOWLEDGE_ARTICLES, ID, EventCodec.encode(article()));
        await().atMost(TIMEOUT).until(() -> answersWith(ID));

        send(Topic.KNOWLEDGE_ARTICLES, ID, null);
        await().atMost(TIMEOUT).until(() -> !answersWith(ID));
    }

    @Test
    void shouldKeepUnreadableMessages() throws Exception {
        send(Topic.CALL_EVENTS, "nobody", "{half an event".getBytes(UTF_8));
        send(Topic.KNOWLEDGE_ARTICLES, "nothing", "{half an article".getBytes(UTF_8));

        Map<String, Object> properties =
                new HashMap<>(KafkaSettings.clientProperties(stack.settings()));
        properties.put("group.id", "dead-letters-test");
        properties.put("auto.offset.reset", "earliest");
        List<String> kept = new java.util.ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.DEAD_LETTERS.topicName()));
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(
                                                record ->
                                                        kept.add(
                                                                EventCodec.decode(
                                                                                record.value(),
                                                                                DeadLetter.class)
                                                                        .raw()));
                                assertThat(kept).contains("{half an event", "{half an article");
                            });
        }
    }

    /** Asks in a new call and waits for the answer, which is sent even if it is empty. */
    private boolean answersWith(String articleId) throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.ask("how do I clean the filter of the pool robot");
            await().atMost(TIMEOUT).until(() -> !call.updates().isEmpty());
            return call.articles().contains(articleId);
        }
    }

    private void send(Topic topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), value)).get();
    }

    private static KnowledgeArticle article() {
        return new KnowledgeArticle(
                ID,
                "Clean the filter of the pool robot",
                "Take the pool robot out of the water, open the lid and rinse the filter.",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
