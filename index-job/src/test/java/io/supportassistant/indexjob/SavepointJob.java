package io.supportassistant.indexjob;

import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.KafkaConnectors;
import io.supportassistant.knowledge.Candidate;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.WeightedQuery;
import io.supportassistant.qdrant.IndexScheme;
import io.supportassistant.qdrant.QdrantKnowledge;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.qdrant.QdrantWriter;
import io.supportassistant.qdrant.TestArticles;
import io.supportassistant.service.TestKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The index job of the golden savepoints, with its own Kafka and Qdrant. */
final class SavepointJob implements AutoCloseable {

    static final KnowledgeArticle FIRST = TestArticles.article("KB-1", "One", "Alpha.");
    static final KnowledgeArticle SECOND = TestArticles.article("KB-2", "Two", "Beta.");
    static final KnowledgeArticle LATER = TestArticles.article("KB-3", "Three", "Gamma.");

    private static final String GROUP = "knowledge-index-v1";

    private final QdrantServer qdrant = QdrantServer.start();
    private final QdrantKnowledge knowledge =
            QdrantKnowledge.open(settings(), IndexScheme.of(new ConceptEmbedder()));
    private final TestKafka kafka = TestKafka.start();

    SavepointJob() {
        kafka.create(1, Topic.KNOWLEDGE_ARTICLES, Topic.DEAD_LETTERS);
    }

    void define(StreamExecutionEnvironment env) {
        env.setParallelism(1);
        env.enableCheckpointing(300);
        KnowledgeIndexTopology.define(
                env,
                KnowledgeIndexTopology.source(kafka.client(), GROUP),
                KafkaConnectors.deadLetters(kafka.client()),
                new KnowledgeIndexOperator(
                        settings(),
                        ConceptEmbedder::new,
                        CommittedProgress.source(kafka.client(), GROUP)));
    }

    private QdrantSettings settings() {
        return TestArticles.settings(qdrant.url(), "QDRANT_BATCH_DELAY", "100ms");
    }

    void produce(KnowledgeArticle article) {
        kafka.produce(
                Topic.KNOWLEDGE_ARTICLES,
                article.articleId(),
                EventCodec.encode(article),
                Instant.now());
    }

    /** The articles that a search for a word finds; empty while the collection is not searched. */
    List<String> found(String word) {
        return knowledge
                .candidates(List.of(new WeightedQuery(word, null, 1)), CandidateFilter.any(), 10)
                .handle((found, failure) -> failure == null ? found : List.<Candidate>of())
                .join()
                .stream()
                .map(candidate -> candidate.passage().articleId())
                .toList();
    }

    /** Creates the collection, empty, as the job of the savepoint did. */
    void createCollection() throws InterruptedException {
        try (QdrantWriter writer = new QdrantWriter(settings(), new ConceptEmbedder())) {
            writer.prepare(true);
            writer.serve();
        }
    }

    private boolean hasFirst() {
        return found("alpha").equals(List.of("KB-1")) && found("beta").equals(List.of("KB-2"));
    }

    @Override
    public void close() {
        knowledge.close();
        qdrant.close();
        kafka.close();
    }

    /**
     * Takes the savepoint of a version.
     *
     * @param args the folder for it, such as {@code src/test/resources/savepoints/0.2.0}
     */
    public static void main(String[] args) throws Exception {
        try (SavepointJob job = new SavepointJob()) {
            GoldenSavepoint.take(
                    Path.of(args[0]).toAbsolutePath(),
                    job::define,
                    () -> {
                        job.produce(FIRST);
                        job.produce(SECOND);
                    },
                    job::hasFirst);
        }
        System.exit(0);
    }
}
