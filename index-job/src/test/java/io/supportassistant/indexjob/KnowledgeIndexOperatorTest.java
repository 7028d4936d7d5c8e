package io.supportassistant.indexjob;

import static io.supportassistant.qdrant.TestArticles.article;
import static io.supportassistant.qdrant.TestArticles.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.flink.ArticleMessage;
import io.supportassistant.knowledge.Candidate;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.WeightedQuery;
import io.supportassistant.qdrant.FingerprintMismatchException;
import io.supportassistant.qdrant.IndexScheme;
import io.supportassistant.qdrant.QdrantKnowledge;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.qdrant.TestArticles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class KnowledgeIndexOperatorTest {

    private static final String UPSERT = "Points/Upsert";
    private static final long DELAY = 1_000;

    private final ExecutorService task = Executors.newSingleThreadExecutor();

    private QdrantServer server;
    private QdrantKnowledge knowledge;
    private KeyedOneInputStreamOperatorTestHarness<String, ArticleMessage, DeadLetter> harness;
    private int offset;

    @BeforeEach
    void open() throws Exception {
        server = QdrantServer.start();
        knowledge = QdrantKnowledge.open(settings(), IndexScheme.of(new ConceptEmbedder()));
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        task.shutdownNow();
        knowledge.close();
        server.close();
    }

    @Test
    void shouldWriteABatchWhenItIsFull() throws Exception {
        send(article("KB-1", "One", "Alpha."));
        send(article("KB-2", "Two", "Beta."));
        assertThat(server.gate().calls(UPSERT)).isZero();

        send(article("KB-3", "Three", "Gamma."));

        assertThat(server.gate().calls(UPSERT)).isEqualTo(1);
        assertFound("gamma", "KB-3");
    }

    @Test
    void shouldWriteABatchAfterItsDelay() throws Exception {
        send(article("KB-1", "One", "Alpha."));
        harness.setProcessingTime(DELAY - 1);
        assertThat(server.gate().calls(UPSERT)).isZero();

        harness.setProcessingTime(DELAY);

        assertFound("alpha", "KB-1");
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldWriteBeforeACheckpointAndKeepNoState() throws Exception {
        send(article("KB-1", "One", "Alpha."));

        harness.prepareSnapshotPreBarrier(1);

        assertFound("alpha", "KB-1");
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void shouldWriteTheLastOfSeveralChanges() throws Exception {
        send(article("KB-1", "One", body(5)));
        send(article("KB-1", "One", "Alpha."));
        delete("KB-2");
        harness.prepareSnapshotPreBarrier(1);

        send(article("KB-2", "Two", "Beta."));
        send(article("KB-1", "One", "Gamma."));
        delete("KB-2");
        harness.prepareSnapshotPreBarrier(2);

        assertFound("gamma one alpha beta two", "KB-1");
    }

    @Test
    void shouldKeepQuestionsWithTheirKind() throws Exception {
        harness.processElement(
                message(
                        new KnowledgeArticle(
                                "Q-1",
                                "Lamp",
                                "Which colour has the lamp?",
                                null,
                                KnowledgeArticle.QUESTION,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)),
                0);
        harness.prepareSnapshotPreBarrier(1);

        await().untilAsserted(
                        () ->
                                assertThat(search("lamp"))
                                        .extracting(candidate -> candidate.passage().kind())
                                        .containsExactly(KnowledgeArticle.QUESTION));
    }

    @Test
    void shouldEmitUnusableMessagesWithTheirReason() throws Exception {
        harness.processElement(new ArticleMessage("t-0@1", "KB-1", "{half".getBytes(UTF_8)), 0);
        harness.processElement(new ArticleMessage("t-0@2", "", null), 0);
        harness.processElement(
                new ArticleMessage(
                        "t-0@3", "KB-9", EventCodec.encode(article("KB-1", "One", "Alpha."))),
                0);
        harness.processElement(message(article("KB-1", "One", " \n ")), 0);
        // A JSON escape can contain a character that no text may contain.
        harness.processElement(
                new ArticleMessage(
                        "t-0@5",
                        "KB-1",
                        """
                        {"type":"knowledge.article","article_id":"KB-1","title":"One","body":"\\ud83d."}
                        """
                                .getBytes(UTF_8)),
                0);

        assertThat(harness.extractOutputValues())
                .extracting(DeadLetter::origin)
                .startsWith("t-0@1", "t-0@2", "t-0@3");
        assertThat(harness.extractOutputValues())
                .extracting(DeadLetter::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("Json"),
                        reason -> assertThat(reason).contains("id as the key"),
                        reason -> assertThat(reason).contains("not the article's id"),
                        reason -> assertThat(reason).contains("blank"),
                        reason -> assertThat(reason).contains("half of a surrogate pair"));
        assertThat(harness.extractOutputValues().get(0).raw()).isEqualTo("{half");
    }

    @Test
    void shouldWriteTheRestOfABatchWithARefusedArticle() throws Exception {
        // Qdrant refuses the batch, and then its first article on its own.
        harness.prepareSnapshotPreBarrier(1);
        // Only upserts: the alias is switched at the same time.
        server.gate().refuse(UPSERT, 2, Status.INVALID_ARGUMENT);
        send(article("KB-1", "One", "Alpha."));
        send(article("KB-2", "Two", "Beta."));

        harness.prepareSnapshotPreBarrier(2);

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.raw()).contains("KB-1");
                            assertThat(letter.reason()).contains("cannot be indexed");
                        });
        assertFound("beta", "KB-2");
    }

    @Test
    void shouldWaitForQdrantAndLoseNothing() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        server.stop();
        send(article("KB-1", "One", "Alpha."));
        send(article("KB-2", "Two", "Beta."));

        Future<?> writing =
                task.submit(
                        () -> {
                            send(article("KB-3", "Three", "Gamma."));
                            return null;
                        });
        await().during(Duration.ofMillis(500)).until(() -> !writing.isDone());
        server.restart();

        writing.get();
        for (String word : List.of("alpha", "beta", "gamma")) {
            await().untilAsserted(() -> assertThat(search(word)).hasSize(1));
        }
    }

    @Test
    void shouldWaitForQdrantFromTheStart() throws Exception {
        server.stop();
        Future<?> checkpoint =
                task.submit(
                        () -> {
                            send(article("KB-1", "One", "Alpha."));
                            harness.prepareSnapshotPreBarrier(1);
                            return null;
                        });
        await().during(Duration.ofMillis(500)).until(() -> !checkpoint.isDone());

        server.restart();

        checkpoint.get();
        assertFound("alpha", "KB-1");
    }

    @Test
    void shouldResumeAfterARestart() throws Exception {
        send(article("KB-1", "One", "Alpha."));
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        send(article("KB-1", "One", "Beta."));
        harness.prepareSnapshotPreBarrier(2);

        assertFound("beta", "KB-1");
    }

    @Test
    void shouldFailPermanentlyOnACollectionOfAnotherModel() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        harness.close();
        harness =
                harness(new KnowledgeIndexOperator(settings(), () -> null, restored -> caughtUp()));
        harness.open();

        assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(2))
                .isInstanceOf(SuppressRestartsException.class)
                .hasCauseInstanceOf(FingerprintMismatchException.class);
    }

    @Test
    void shouldFailPermanentlyWithoutItsCollectionAfterARestore() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();
        server.close();

        server = QdrantServer.start();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();

        assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(2))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void shouldRejectTheStateOfAnotherVersion() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();
        QdrantSettings second = TestArticles.settings(server.url(), "QDRANT_VERSION", "2");

        harness =
                harness(
                        new KnowledgeIndexOperator(
                                second, ConceptEmbedder::new, restored -> caughtUp()));

        assertThatThrownBy(() -> harness.initializeState(snapshot))
                .rootCause()
                .hasMessageContaining("wrote enterprise_docs_v1")
                .hasMessageContaining("without this state to write enterprise_docs_v2");
    }

    private QdrantSettings settings() {
        return TestArticles.settings(
                server.url(), "QDRANT_BATCH_ARTICLES", "3", "QDRANT_BATCH_DELAY", DELAY + "ms");
    }

    private KeyedOneInputStreamOperatorTestHarness<String, ArticleMessage, DeadLetter> harness()
            throws Exception {
        return harness(
                new KnowledgeIndexOperator(
                        settings(), ConceptEmbedder::new, restored -> caughtUp()));
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ArticleMessage, DeadLetter>
            harness(KnowledgeIndexOperator operator) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                operator, ArticleMessage::articleId, Types.STRING);
    }

    private static IndexProgress caughtUp() {
        return new IndexProgress() {
            @Override
            public boolean isCaughtUp() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private ArticleMessage message(KnowledgeArticle article) {
        return new ArticleMessage(
                "t-0@" + (100 + offset++), article.articleId(), EventCodec.encode(article));
    }

    private void send(KnowledgeArticle article) throws Exception {
        harness.processElement(message(article), 0);
    }

    private void delete(String id) throws Exception {
        harness.processElement(new ArticleMessage("t-0@" + (100 + offset++), id, null), 0);
    }

    private void assertFound(String words, String... articles) {
        await().untilAsserted(
                        () ->
                                assertThat(search(words))
                                        .extracting(candidate -> candidate.passage().articleId())
                                        .containsExactly(articles));
    }

    private List<Candidate> search(String words) {
        return knowledge
                .candidates(List.of(new WeightedQuery(words, null, 1)), CandidateFilter.any(), 10)
                .handle((found, failure) -> failure == null ? found : List.<Candidate>of())
                .join();
    }
}
