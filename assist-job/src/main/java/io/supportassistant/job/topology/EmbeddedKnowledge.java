package io.supportassistant.job.topology;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.job.knowledge.Embedder;
import io.supportassistant.job.knowledge.InProcessEmbedder;
import io.supportassistant.job.knowledge.KnowledgeIndex;
import io.supportassistant.job.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.job.knowledge.PassageSplitter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The knowledge base in this process's memory, fed from Kafka. All subtasks of a process share one:
 * the first to ask opens it, the last to leave closes it.
 */
final class EmbeddedKnowledge {

    private static final int PASSAGE_CHARACTERS = 600;
    private static final Map<Map<String, Object>, EmbeddedKnowledge> OPEN = new HashMap<>();

    private final Map<String, Object> client;
    private final Embedder embedder;
    private final KnowledgeIndex index;
    private final KafkaProducer<byte[], byte[]> deadLetters;
    private final KnowledgeFeed feed;
    private int users;

    private EmbeddedKnowledge(Map<String, Object> client, boolean withEmbeddings) {
        this.client = client;
        this.embedder = withEmbeddings ? new InProcessEmbedder() : null;
        this.index = new LuceneKnowledgeIndex(embedder, new PassageSplitter(PASSAGE_CHARACTERS));
        this.deadLetters =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        this.feed = new KnowledgeFeed(index, client, this::send);
    }

    static EmbeddedKnowledge acquire(Map<String, Object> client, boolean withEmbeddings) {
        synchronized (OPEN) {
            EmbeddedKnowledge knowledge =
                    OPEN.computeIfAbsent(
                            client, servers -> new EmbeddedKnowledge(servers, withEmbeddings));
            knowledge.users++;
            return knowledge;
        }
    }

    void release() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(client);
        }
        feed.close();
        deadLetters.close();
        index.close();
        if (embedder != null) {
            embedder.close();
        }
    }

    KnowledgeIndex index() {
        return index;
    }

    KnowledgeFeed feed() {
        return feed;
    }

    private void send(DeadLetter letter) {
        deadLetters.send(
                new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), EventCodec.encode(letter)));
    }
}
