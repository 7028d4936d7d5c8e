package io.supportassistant.qdrant;

import static io.supportassistant.qdrant.TestArticles.article;
import static io.supportassistant.qdrant.TestArticles.body;
import static io.supportassistant.qdrant.TestArticles.delete;
import static io.supportassistant.qdrant.TestArticles.put;
import static io.supportassistant.qdrant.TestArticles.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Points.CountPoints;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.qdrant.QdrantWriter.Blame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class QdrantWriterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private QdrantServer server;
    private QdrantConnection connection;

    @BeforeEach
    void open() {
        server = QdrantServer.start();
        connection = QdrantConnection.open(settings(server.url()));
    }

    @AfterEach
    void close() {
        connection.close();
        server.close();
    }

    @Test
    void shouldReplaceAnArticleAndDeleteSurplusPassages() throws Exception {
        try (QdrantWriter writer = prepared(1)) {
            assertThat(writer.apply(List.of(put(article("KB-1", "One", body(5)))))).isEqualTo(5);
            writer.apply(List.of(put(article("KB-2", "Two", body(3)))));

            writer.apply(List.of(put(article("KB-1", "One", body(2)))));

            assertThat(count("enterprise_docs")).isEqualTo(2 + 3);
        }
    }

    @Test
    void shouldDeleteAnArticle() throws Exception {
        try (QdrantWriter writer = prepared(1)) {
            writer.apply(
                    List.of(
                            put(article("KB-1", "One", body(2))),
                            put(article("KB-2", "Two", body(3)))));

            writer.apply(List.of(delete("KB-1"), delete("KB-7")));

            assertThat(count("enterprise_docs")).isEqualTo(3);
        }
    }

    @Test
    void shouldBeIdempotent() throws Exception {
        try (QdrantWriter writer = prepared(1)) {
            writer.apply(List.of(put(article("KB-1", "One", body(3)))));
            writer.apply(List.of(put(article("KB-1", "One", body(3)))));
            writer.prepare(true);

            assertThat(count("enterprise_docs")).isEqualTo(3);
        }
    }

    @Test
    void shouldCreateTheCollectionThatTheSearchNeeds() throws Exception {
        try (QdrantWriter writer = prepared(1)) {
            var config =
                    connection
                            .collections(PATIENCE)
                            .get(
                                    GetCollectionInfoRequest.newBuilder()
                                            .setCollectionName("enterprise_docs")
                                            .build())
                            .get()
                            .getResult();
            assertThat(writer.isServed()).isTrue();
            assertThat(config.getPayloadSchemaMap())
                    .containsKeys("article_id", "number", "domain", "entity", "kind");
            var params = config.getConfig().getParams();
            var dense = params.getVectorsConfig().getParamsMap().getMapOrThrow("dense");
            assertThat(dense.getSize()).isEqualTo(new ConceptEmbedder().dimension());
            assertThat(dense.getQuantizationConfig().hasScalar()).isTrue();
            assertThat(params.getSparseVectorsConfig().getMapOrThrow("bm25").getModifier())
                    .isEqualTo(Modifier.Idf);
        }
    }

    @Test
    void shouldHaveNoVectorsWithoutAnEmbedder() throws Exception {
        try (QdrantWriter writer = new QdrantWriter(settings(server.url()), null)) {
            writer.prepare(true);
            writer.apply(List.of(put(article("KB-1", "One", body(3)))));

            assertThat(count("enterprise_docs")).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseACollectionOfAnotherSchemeAndNameBoth() throws Exception {
        prepared(1).close();

        try (QdrantWriter words = new QdrantWriter(settings(server.url()), null)) {
            assertThatThrownBy(() -> words.prepare(true))
                    .isInstanceOf(FingerprintMismatchException.class)
                    .hasMessageContaining("embedding=none")
                    .hasMessageContaining("embedding=" + new ConceptEmbedder().fingerprint())
                    .satisfies(e -> assertBlame((RuntimeException) e, Blame.SETUP));
        }
    }

    @Test
    void shouldRefuseACollectionWithoutAFingerprint() throws Exception {
        connection
                .collections(PATIENCE)
                .create(
                        CreateCollection.newBuilder()
                                .setCollectionName("enterprise_docs_v1")
                                .build())
                .get();

        try (QdrantWriter writer = writer(1)) {
            assertThatThrownBy(() -> writer.prepare(true))
                    .isInstanceOf(FingerprintMismatchException.class)
                    .hasMessageContaining("no fingerprint");
        }
    }

    @Test
    void shouldBuildANewVersionNextToTheOneInUse() throws Exception {
        prepared(1).close();
        try (QdrantWriter second = prepared(2)) {
            second.apply(List.of(put(article("KB-1", "One", body(3)))));
            assertThat(second.isServed()).isFalse();
            assertThat(count("enterprise_docs")).isZero();

            second.serve();

            assertThat(second.isServed()).isTrue();
            assertThat(count("enterprise_docs")).isEqualTo(3);
            assertThat(server.collections())
                    .containsExactly("enterprise_docs_v1", "enterprise_docs_v2");
        }
    }

    @Test
    void shouldRefuseAnOlderVersion() throws Exception {
        try (QdrantWriter second = prepared(2);
                QdrantWriter first = writer(1)) {
            assertThat(second.isServed()).isTrue();
            assertThatThrownBy(() -> first.prepare(true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("QDRANT_VERSION is 1 but version 2")
                    .satisfies(e -> assertBlame((RuntimeException) e, Blame.SETUP));
        }
    }

    @Test
    void shouldReportACollectionWithTheNameOfTheAlias() throws Exception {
        connection
                .collections(PATIENCE)
                .create(CreateCollection.newBuilder().setCollectionName("enterprise_docs").build())
                .get();

        try (QdrantWriter writer = writer(1)) {
            assertThatThrownBy(() -> writer.prepare(true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a collection named enterprise_docs")
                    .satisfies(e -> assertBlame((RuntimeException) e, Blame.SETUP));
        }
    }

    @Test
    void shouldFailWhenTheCollectionIsGone() throws Exception {
        try (QdrantWriter writer = prepared(1)) {
            connection
                    .collections(PATIENCE)
                    .delete(
                            DeleteCollection.newBuilder()
                                    .setCollectionName("enterprise_docs_v1")
                                    .build())
                    .get();

            assertThatThrownBy(() -> writer.apply(List.of(put(article("KB-1", "One", "Text.")))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is gone");
            assertThatThrownBy(() -> writer.prepare(false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is gone");
        }
    }

    @Test
    void shouldClassifyFailures() throws Exception {
        try (QdrantWriter writer = prepared(1)) {
            server.gate().refuse(1, Status.UNAVAILABLE);
            assertBlame(failureOf(writer), Blame.SERVER);
            server.gate().refuse(1, Status.INTERNAL);
            assertBlame(failureOf(writer), Blame.SERVER);
            server.gate().refuse(1, Status.INVALID_ARGUMENT);
            assertBlame(failureOf(writer), Blame.ARTICLE);
            server.gate().refuse(1, Status.UNAUTHENTICATED);
            assertBlame(failureOf(writer), Blame.ACCESS);
        }
        try (QdrantWriter writer = withEmbedder(new IOException("away"))) {
            assertBlame(failureOf(writer), Blame.SERVER);
        }
        try (QdrantWriter writer = withEmbedder(new IllegalStateException("odd"))) {
            assertBlame(failureOf(writer), Blame.ARTICLE);
        }
    }

    private static RuntimeException failureOf(QdrantWriter writer) {
        try {
            writer.apply(List.of(put(article("KB-1", "One", "Text."))));
            throw new AssertionError("it did not fail");
        } catch (StatusRuntimeException | CompletionException e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertBlame(RuntimeException failure, Blame blame) {
        assertThat(QdrantWriter.blame(failure)).isEqualTo(blame);
    }

    private QdrantWriter withEmbedder(Exception failure) {
        return new QdrantWriter(
                settings(server.url()),
                new Embedder() {
                    @Override
                    public int dimension() {
                        return 2;
                    }

                    @Override
                    public String fingerprint() {
                        return "test:failing";
                    }

                    @Override
                    public CompletableFuture<List<float[]>> embed(List<String> texts) {
                        return CompletableFuture.failedFuture(failure);
                    }
                });
    }

    private QdrantWriter writer(int version) {
        return new QdrantWriter(
                settings(server.url(), "QDRANT_VERSION", Integer.toString(version)),
                new ConceptEmbedder());
    }

    private QdrantWriter prepared(int version) throws InterruptedException {
        QdrantWriter writer = writer(version);
        writer.prepare(true);
        return writer;
    }

    private long count(String collection) throws Exception {
        return connection
                .points(PATIENCE)
                .count(CountPoints.newBuilder().setCollectionName(collection).build())
                .get()
                .getResult()
                .getCount();
    }
}
