package io.supportassistant.assistjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.WeightedQuery;
import io.supportassistant.modelserver.EmbeddingSettings;
import io.supportassistant.modelserver.HttpEmbedder;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ArticleIntakeTest {

    private final LuceneKnowledgeIndex index =
            new LuceneKnowledgeIndex(new FailingEmbedder(), new PassageSplitter());
    private final List<DeadLetter> letters = new ArrayList<>();
    private final ArticleIntake intake = new ArticleIntake(index, letters::add, () -> false);
    private long offset;

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void shouldSetAsideOverlongTermsAndIndexTheOthers() {
        String tooLong = "x".repeat(100_000);

        intake.take(
                List.of(
                        record("A", json("A", "One.")),
                        record(tooLong, json(tooLong, "Two.")),
                        record("C", json("C", "Three.").replace("\"kind\"", "\"domain\"")),
                        record("D", json("D", "Four.").replace("note", tooLong)),
                        record(tooLong, null),
                        record("E", json("E", "Five."))));

        assertThat(index.article("A")).isPresent();
        assertThat(index.article("C")).isPresent();
        assertThat(index.article("E")).isPresent();
        assertThat(index.size()).isEqualTo(3);
        assertThat(letters)
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "the key has more than 500 bytes",
                        "kind has more than 500 bytes",
                        "the key has more than 500 bytes");
        assertThat(letters.get(1).origin()).isEqualTo("knowledge-articles-0@3");
        assertThat(intake.refused()).isEqualTo(3);
    }

    @Test
    void shouldSetAsideAnArticleThatCannotBeIndexedAndContinue() {
        intake.take(List.of(record("B", json("B", "Old."))));

        intake.take(
                List.of(
                        record("A", json("A", "One.")),
                        record("B", json("B", "unembeddable")),
                        record("C", json("C", "Three."))));

        assertThat(index.size()).isEqualTo(3);
        assertThat(index.article("B")).map(KnowledgeArticle::body).contains("Old.");
        assertThat(letters)
                .singleElement()
                .extracting(DeadLetter::reason)
                .isEqualTo("indexing the article failed: IllegalStateException");
        assertThat(intake.refused()).isEqualTo(1);
    }

    @Test
    void shouldCutADeadLetterThatIsTooLargeForKafka() {
        intake.take(List.of(record("A", "x".repeat(900_000))));

        assertThat(letters).singleElement();
        assertThat(letters.get(0).reason()).endsWith("(cut: it has 900000 bytes)");
        assertThat(EventCodec.encode(letters.get(0)).length).isLessThan(1_000_000);
    }

    @Test
    void shouldFindArticlesByTheirWordsWhileThereAreNoVectors() {
        intake.take(
                List.of(record("A", json("A", "outage")), record("B", json("B", "Two words."))));

        assertThat(index.size()).isEqualTo(2);
        assertThat(found("words")).containsExactly("B");
        assertThat(letters).isEmpty();
        assertThat(intake.withoutVectors()).isEqualTo(2);

        // One of them still has none.
        assertThat(intake.embedRest()).isFalse();
        await().until(() -> intake.embedRest() && intake.withoutVectors() == 1);

        intake.take(List.of(record("A", json("A", "It is over."))));
        assertThat(intake.withoutVectors()).isZero();
        assertThat(index.article("A")).map(KnowledgeArticle::body).contains("It is over.");
    }

    @Test
    void shouldRemoveDeletedArticlesWhileThereAreNoVectors() {
        intake.take(List.of(record("A", json("A", "outage"))));
        intake.take(List.of(record("A", null)));
        intake.embedRest();

        assertThat(index.size()).isZero();
        assertThat(intake.withoutVectors()).isZero();
    }

    @Test
    void shouldIndexManyArticlesAtOnceWithoutVectors() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(record("A" + i, json("A" + i, i == 0 ? "outage" : "Words " + i + ".")));
        }
        intake.take(records);

        assertThat(index.size()).isEqualTo(500);
        assertThat(intake.withoutVectors()).isEqualTo(500);
        await().until(
                        () -> {
                            intake.embedRest();
                            return intake.withoutVectors() == 1;
                        });
        assertThat(found("499")).containsExactly("A499");
    }

    private List<String> found(String words) {
        return index
                .candidates(List.of(new WeightedQuery(words, null, 1)), CandidateFilter.any(), 10)
                .join()
                .stream()
                .map(candidate -> candidate.passage().articleId())
                .toList();
    }

    @Test
    void shouldRefuseARepeatedMessageOnce() {
        List<ConsumerRecord<byte[], byte[]>> records =
                List.of(
                        record("A", "no JSON"),
                        record("B", json("B", "unembeddable")),
                        record("C", json("C", "Three.")));

        for (int tries = 0; tries < 3; tries++) {
            intake.take(records);
        }

        assertThat(letters)
                .extracting(DeadLetter::origin)
                .containsExactly("knowledge-articles-0@0", "knowledge-articles-0@1");
        assertThat(intake.refused()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void shouldFindAnArticleByItsWordsIfTheEmbeddingServerRejectsIt(int status) throws IOException {
        HttpServer server = refusing(status);
        try (HttpEmbedder embedder = asking(server);
                LuceneKnowledgeIndex remote =
                        new LuceneKnowledgeIndex(embedder, new PassageSplitter())) {
            ArticleIntake taking = new ArticleIntake(remote, letters::add, () -> false);

            taking.take(
                    List.of(
                            record("A", json("A", "One.")),
                            record("B", json("B", "unembeddable")),
                            record("C", json("C", "Three."))));

            assertThat(remote.size()).isEqualTo(3);
            assertThat(letters)
                    .extracting(DeadLetter::origin)
                    .containsExactly("knowledge-articles-0@1");
            assertThat(taking.refused()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500})
    void shouldSetAsideNoArticleForAFailureOfTheEmbeddingServer(int status) throws IOException {
        HttpServer server = refusing(status);
        try (HttpEmbedder embedder = asking(server);
                LuceneKnowledgeIndex remote =
                        new LuceneKnowledgeIndex(embedder, new PassageSplitter())) {
            ArticleIntake taking = new ArticleIntake(remote, letters::add, () -> false);
            List<ConsumerRecord<byte[], byte[]>> records =
                    List.of(record("B", json("B", "unembeddable")));

            taking.take(records);
            assertThat(letters).isEmpty();
            assertThat(remote.size()).isEqualTo(1);
            assertThat(taking.withoutVectors()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    /** Responds with the status if the text is "unembeddable", else with vectors. */
    private static HttpServer refusing(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] vectors =
                "{\"data\":[{\"index\":0,\"embedding\":[1,0,0,0,0,0,0,0]}]}".getBytes(UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    boolean isRefused = request.contains("unembeddable");
                    byte[] body = isRefused ? "{}".getBytes(UTF_8) : vectors;
                    exchange.sendResponseHeaders(isRefused ? status : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static HttpEmbedder asking(HttpServer server) {
        Map<String, String> environment =
                Map.of(
                        "EMBEDDING_BASE_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                        "EMBEDDING_MODEL",
                        "embedding-1",
                        "EMBEDDING_DIMENSION",
                        "8");
        return new HttpEmbedder(
                EmbeddingSettings.from(Settings.of(environment)), ModelMetrics.NONE, Runnable::run);
    }

    private ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return new ConsumerRecord<>(
                "knowledge-articles",
                0,
                offset++,
                key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
    }

    private static String json(String id, String body) {
        return """
        {"type":"knowledge.article","schema_version":1,"article_id":"%s","title":"T",\
        "body":"%s","kind":"note"}\
        """
                .formatted(id, body);
    }

    private static final class FailingEmbedder implements Embedder {

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public String fingerprint() {
            return "failing";
        }

        @Override
        public CompletableFuture<List<float[]>> embed(List<String> texts) {
            if (texts.toString().contains("unembeddable")) {
                throw new IllegalStateException("no vector for it");
            }
            if (texts.toString().contains("outage")) {
                return CompletableFuture.failedFuture(new IllegalStateException("away"));
            }
            return CompletableFuture.completedFuture(
                    texts.stream().map(text -> new float[] {1, 0}).toList());
        }
    }
}
