package io.supportassistant.qdrant;

import static io.supportassistant.qdrant.TestArticles.article;
import static io.supportassistant.qdrant.TestArticles.put;
import static io.supportassistant.qdrant.TestArticles.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.grpc.InsecureServerCredentials;
import io.grpc.TlsServerCredentials;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.WeightedQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is down at the start or later, a collection of another model, and connection
 * settings.
 */
@Tag("slow")
class QdrantKnowledgeTest {

    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final IndexScheme SCHEME = IndexScheme.of(new ConceptEmbedder());

    private QdrantServer server;

    @BeforeEach
    void start() {
        server = QdrantServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldStartWithoutQdrantAndSearchOnceItIsUp() throws Exception {
        write(1, new ConceptEmbedder());
        server.stop();

        try (QdrantKnowledge knowledge = QdrantKnowledge.open(settings(server.url()), SCHEME)) {
            assertThat(failure(knowledge)).hasMessageContaining("not been verified");
            server.restart();

            await().atMost(RECOVERY).until(() -> failure(knowledge) == null);
            assertThat(counted(knowledge, "qdrant_searches_unverified")).isPositive();
        }
    }

    @Test
    void shouldStartBeforeTheCollectionExists() throws Exception {
        try (QdrantKnowledge knowledge = QdrantKnowledge.open(settings(server.url()), SCHEME)) {
            assertThat(failure(knowledge)).hasMessageContaining("not been verified");

            write(1, new ConceptEmbedder());

            await().atMost(RECOVERY).until(() -> failure(knowledge) == null);
        }
    }

    @Test
    void shouldFailFastWhileQdrantIsDownAndRecover() throws Exception {
        write(1, new ConceptEmbedder());
        try (QdrantKnowledge knowledge = QdrantKnowledge.open(settings(server.url()), SCHEME)) {
            assertThat(failure(knowledge)).isNull();
            server.stop();
            assertThat(failure(knowledge)).isNotNull();
            await().atMost(RECOVERY)
                    .until(() -> failure(knowledge) instanceof CallNotPermittedException);
            long startedAt = System.nanoTime();
            assertThat(failure(knowledge)).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                    .isLessThan(Duration.ofMillis(700));

            server.restart();

            await().atMost(RECOVERY).until(() -> failure(knowledge) == null);
            assertThat(counted(knowledge, "qdrant_searches_failed")).isPositive();
        }
    }

    @Test
    void shouldRefuseToStartOnACollectionOfAnotherModel() throws Exception {
        write(1, null);

        assertThatThrownBy(() -> QdrantKnowledge.open(settings(server.url()), SCHEME))
                .isInstanceOf(FingerprintMismatchException.class)
                .hasMessageContaining("enterprise_docs")
                .hasMessageContaining(IndexScheme.of(null).fingerprint())
                .hasMessageContaining(SCHEME.fingerprint());
    }

    @Test
    void shouldNotSearchACollectionOfAnotherModelFoundAfterTheStart() throws Exception {
        write(1, null);
        server.stop();
        try (QdrantKnowledge knowledge = QdrantKnowledge.open(settings(server.url()), SCHEME)) {
            server.restart();

            await().atMost(RECOVERY)
                    .until(() -> failure(knowledge) instanceof FingerprintMismatchException);
            assertThat(counted(knowledge, "qdrant_searches_mismatched")).isPositive();
            assertThat(server.gate().calls("Points/QueryBatch")).isZero();

            // Searches succeed again when the right version is built.
            write(2, new ConceptEmbedder());
            await().atMost(RECOVERY).until(() -> failure(knowledge) == null);
        }
    }

    @Test
    void shouldNoticeThatTheAliasWasSwitchedToAnotherModel() throws Exception {
        write(1, new ConceptEmbedder());
        try (QdrantKnowledge knowledge = QdrantKnowledge.open(settings(server.url()), SCHEME)) {
            assertThat(failure(knowledge)).isNull();

            write(2, null);

            assertThat(failure(knowledge)).isInstanceOf(FingerprintMismatchException.class);
            await().atMost(RECOVERY)
                    .until(
                            () -> {
                                int called = server.gate().calls("Points/QueryBatch");
                                return failure(knowledge) instanceof FingerprintMismatchException
                                        && server.gate().calls("Points/QueryBatch") == called;
                            });
        }
    }

    @Test
    void shouldSendTheApiKey() throws Exception {
        try (QdrantServer locked =
                QdrantServer.start(InsecureServerCredentials.create(), "right")) {
            QdrantSettings right = settings(locked.url(), "QDRANT_API_KEY", "right");
            write(right, new ConceptEmbedder());
            try (QdrantKnowledge knowledge = QdrantKnowledge.open(right, SCHEME)) {
                assertThat(failure(knowledge)).isNull();
            }
            QdrantSettings wrong = settings(locked.url(), "QDRANT_API_KEY", "wrong");
            try (QdrantKnowledge knowledge = QdrantKnowledge.open(wrong, SCHEME)) {
                assertThat(failure(knowledge)).hasMessageContaining("not been verified");
            }
        }
    }

    @Test
    void shouldTrustTheConfiguredCertificates(@TempDir Path folder) throws Exception {
        TestCertificate ours = TestCertificate.make(folder, "ours");
        TestCertificate other = TestCertificate.make(folder, "other");
        try (QdrantServer secure =
                QdrantServer.start(
                        TlsServerCredentials.create(
                                ours.certificate().toFile(), ours.key().toFile()),
                        "key")) {
            QdrantSettings trusting =
                    settings(
                            secure.url(),
                            "QDRANT_API_KEY",
                            "key",
                            "QDRANT_CA_CERTIFICATE",
                            ours.certificate().toString());
            write(trusting, new ConceptEmbedder());
            try (QdrantKnowledge knowledge = QdrantKnowledge.open(trusting, SCHEME)) {
                assertThat(failure(knowledge)).isNull();
            }
            QdrantSettings doubting =
                    settings(
                            secure.url(),
                            "QDRANT_API_KEY",
                            "key",
                            "QDRANT_CA_CERTIFICATE",
                            other.certificate().toString());
            try (QdrantKnowledge knowledge = QdrantKnowledge.open(doubting, SCHEME)) {
                assertThat(failure(knowledge)).hasMessageContaining("not been verified");
            }
        }
    }

    private void write(int version, Embedder embedder) throws InterruptedException {
        write(settings(server.url(), "QDRANT_VERSION", Integer.toString(version)), embedder);
    }

    private static void write(QdrantSettings settings, Embedder embedder)
            throws InterruptedException {
        try (QdrantWriter writer = new QdrantWriter(settings, embedder)) {
            writer.prepare(true);
            writer.apply(List.of(put(article("KB-1", "Lamp", "The lamp blinks."))));
            writer.serve();
        }
    }

    /** The failure of a search, or null if it finds the article. */
    private static Throwable failure(QdrantKnowledge knowledge) {
        try {
            assertThat(
                            knowledge
                                    .candidates(
                                            List.of(new WeightedQuery("lamp", null, 1)),
                                            CandidateFilter.any(),
                                            5)
                                    .join())
                    .extracting(candidate -> candidate.passage().articleId())
                    .containsExactly("KB-1");
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private static long counted(QdrantKnowledge knowledge, String name) {
        return knowledge.counts().byName().get(name).getAsLong();
    }
}
