package io.supportassistant.assistjob;

import io.supportassistant.assist.PlainAgents.Knowledge;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.knowledge.CachedEmbedder;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.FallbackIndex;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.qdrant.IndexScheme;
import io.supportassistant.qdrant.QdrantKnowledge;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The knowledge base of this process: an in-memory index fed from Kafka, and Qdrant in front of it
 * if searches use Qdrant. All subtasks of a process share one: the first user opens it, the last
 * user closes it.
 */
final class SharedKnowledge {

    private static final int REMEMBERED_TEXTS = 10_000;
    private static final int EMBEDDING_THREADS = 2;
    private static final Map<KnowledgeSettings, SharedKnowledge> OPEN = new HashMap<>();

    private final KnowledgeSettings settings;
    private final ExecutorService executor = Executors.newFixedThreadPool(EMBEDDING_THREADS);
    private final Embedder model;
    private final LuceneKnowledgeIndex index;
    private final QdrantKnowledge qdrant;
    private final FallbackIndex withStandIn;
    private final RankedSearch search;
    private final Knowledge knowledge;
    private final KafkaProducer<byte[], byte[]> deadLetters;
    private final KnowledgeFeed feed;
    private int users;

    private SharedKnowledge(KnowledgeSettings settings) {
        this.settings = settings;
        this.model = settings.embeddings().open(ModelMetrics.NONE, executor);
        Embedder embedder = model == null ? null : new CachedEmbedder(model, REMEMBERED_TEXTS);
        PassageSplitter splitter = new PassageSplitter();
        if (settings.qdrant() == null) {
            this.index = new LuceneKnowledgeIndex(model, splitter);
            this.qdrant = null;
            this.withStandIn = null;
        } else {
            // Comes first because it may fail.
            this.qdrant = QdrantKnowledge.open(settings.qdrant(), IndexScheme.of(model));
            this.index = LuceneKnowledgeIndex.standIn(model, splitter);
            this.withStandIn = new FallbackIndex(qdrant, index);
        }
        PassageIndex searched = qdrant == null ? index : withStandIn;
        this.search = new RankedSearch(embedder, searched, index::rarity);
        this.knowledge = new Knowledge(search, index, embedder);
        this.deadLetters =
                new KafkaProducer<>(
                        settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
        this.feed = new KnowledgeFeed(index, settings.kafka(), this::send);
    }

    static SharedKnowledge acquire(KnowledgeSettings settings) {
        synchronized (OPEN) {
            SharedKnowledge knowledge = OPEN.get(settings);
            if (knowledge == null) {
                knowledge = new SharedKnowledge(settings);
                OPEN.put(settings, knowledge);
            }
            knowledge.users++;
            return knowledge;
        }
    }

    void release() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(settings);
        }
        feed.close();
        deadLetters.close();
        search.close();
        if (qdrant != null) {
            qdrant.close();
        }
        index.close();
        if (model != null) {
            model.close();
        }
        executor.shutdownNow();
    }

    Knowledge knowledge() {
        return knowledge;
    }

    KnowledgeFeed feed() {
        return feed;
    }

    /** Articles in the in-memory index. */
    int size() {
        return index.size();
    }

    /** Counters of articles and searches since the start, by metric name. */
    Map<String, LongSupplier> counts() {
        Map<String, LongSupplier> counts = new TreeMap<>();
        counts.put("knowledge_dead_letters", feed::refused);
        counts.put("knowledge_without_vectors", feed::withoutVectors);
        if (qdrant != null) {
            counts.putAll(qdrant.counts().byName());
            counts.put("qdrant_searches_stood_in", withStandIn::stoodIn);
        }
        return counts;
    }

    private void send(DeadLetter letter) {
        deadLetters.send(
                new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), EventCodec.encode(letter)));
    }
}
