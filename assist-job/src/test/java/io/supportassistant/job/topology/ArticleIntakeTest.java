package io.supportassistant.job.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.job.knowledge.Embedder;
import io.supportassistant.job.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.job.knowledge.PassageSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
    void shouldSetAsideOverlongTermsAndTakeTheOthers() {
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
    void shouldSetAsideAnArticleThatTheIndexFailsAtAndGoOn() {
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
                .isEqualTo("the index cannot take the article: IllegalStateException");
        assertThat(intake.refused()).isEqualTo(1);
    }

    @Test
    void shouldCutADeadLetterThatKafkaWouldNotTake() {
        intake.take(List.of(record("A", "x".repeat(900_000))));

        assertThat(letters).singleElement();
        assertThat(letters.get(0).reason()).endsWith("(cut: it has 900000 bytes)");
        assertThat(EventCodec.encode(letters.get(0)).length).isLessThan(500_000);
    }

    @Test
    void shouldBlameNoArticleForAnOutage() {
        List<ConsumerRecord<byte[], byte[]>> records =
                List.of(record("A", json("A", "outage")), record("B", json("B", "Two.")));

        assertThatThrownBy(() -> intake.take(records)).isInstanceOf(CompletionException.class);
        assertThat(letters).isEmpty();
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
