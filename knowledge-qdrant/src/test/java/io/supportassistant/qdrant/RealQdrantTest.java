package io.supportassistant.qdrant;

import static io.supportassistant.qdrant.TestArticles.article;
import static io.supportassistant.qdrant.TestArticles.body;
import static io.supportassistant.qdrant.TestArticles.delete;
import static io.supportassistant.qdrant.TestArticles.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.WeightedQuery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs with {@code QDRANT_TEST_URL=http://localhost:6334}, and {@code QDRANT_TEST_API_KEY} if
 * needed.
 */
@EnabledIfEnvironmentVariable(named = "QDRANT_TEST_URL", matches = ".+")
class RealQdrantTest {

    private final String collection = "assistant_test_" + UUID.randomUUID();
    private final ConceptEmbedder embedder = new ConceptEmbedder();

    @AfterEach
    void deleteCollections() throws Exception {
        try (QdrantConnection connection = QdrantConnection.open(at(1))) {
            for (int version = 1; version <= 2; version++) {
                connection
                        .collections(Duration.ofSeconds(10))
                        .delete(
                                DeleteCollection.newBuilder()
                                        .setCollectionName(collection + "_v" + version)
                                        .build())
                        .get();
            }
        }
    }

    @Test
    void shouldWriteSearchSwitchAndRefuseLikeTheDouble() throws Exception {
        try (QdrantWriter writer = new QdrantWriter(at(1), embedder)) {
            writer.prepare(true);
            writer.prepare(true);
            writer.apply(
                    List.of(
                            put(article("KB-1", "Lamp", "A blinking lamp.\n" + body(4))),
                            put(article("KB-2", "Parcel", "The courier brings it."))));
            writer.apply(List.of(put(article("KB-1", "Lamp", "A blinking lamp."))));
        }
        try (QdrantKnowledge knowledge = QdrantKnowledge.open(at(1), IndexScheme.of(embedder))) {
            assertThat(find(knowledge, "lamp")).first().isEqualTo("KB-1");
            assertThat(find(knowledge, "delivery of my package")).first().isEqualTo("KB-2");
            assertThat(find(knowledge, "paragraph").stream().filter("KB-1"::equals)).hasSize(1);

            try (QdrantWriter writer = new QdrantWriter(at(2), embedder)) {
                writer.prepare(true);
                writer.apply(List.of(put(article("KB-3", "Lamp", "A new lamp."))));
                writer.apply(List.of(delete("KB-9")));
                assertThat(find(knowledge, "lamp")).first().isEqualTo("KB-1");
                writer.serve();
            }
            assertThat(find(knowledge, "lamp")).containsExactly("KB-3");
        }
        assertThatThrownBy(() -> QdrantKnowledge.open(at(2), IndexScheme.of(null)))
                .isInstanceOf(FingerprintMismatchException.class);
    }

    private List<String> find(QdrantKnowledge knowledge, String text) {
        float[] meaning = embedder.embed(List.of(text)).join().get(0);
        return knowledge
                .candidates(
                        List.of(new WeightedQuery(text, meaning, 1)),
                        new CandidateFilter(Set.of(), Set.of(), Set.of("article")),
                        10)
                .join()
                .stream()
                .map(candidate -> candidate.passage().articleId())
                .toList();
    }

    private QdrantSettings at(int version) {
        String key = System.getenv("QDRANT_TEST_API_KEY");
        return TestArticles.settings(
                System.getenv("QDRANT_TEST_URL"),
                "QDRANT_API_KEY",
                key == null ? "" : key,
                "QDRANT_COLLECTION",
                collection,
                "QDRANT_VERSION",
                Integer.toString(version),
                "QDRANT_DEADLINE",
                "5s");
    }
}
