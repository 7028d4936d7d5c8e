package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.evaluation.LabelledCall.Label;
import io.supportassistant.evaluation.Scores.Counts;
import io.supportassistant.evaluation.Scores.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("src/test/resources/scores");
    private static final Offset<Double> EXACTLY = within(1e-12);

    /**
     * Compares with another program that scored random labels and predictions as the benchmarks do.
     */
    @Test
    void shouldAgreeWithTheScorersOfTheBenchmarks() throws IOException {
        List<Prediction> predictions = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("predictions.jsonl"))) {
            predictions.add(JSON.readValue(line, Prediction.class));
        }
        JsonNode expected = JSON.readTree(FOLDER.resolve("expected.json").toFile());

        Scores scores =
                Scores.of(LabelledCall.read(FOLDER.resolve("conversations.jsonl")), predictions);

        assertCounts(scores.detection(), expected.path("detection"));
        assertRanking(scores.selection(), expected.path("selection"));
        assertRanking(scores.oracle(), expected.path("oracle"));
        assertCounts(scores.clarification(), expected.path("clarification"));
        assertRanking(scores.questions(), expected.path("questions"));
    }

    @Test
    void shouldCountATurnWithoutPredictionAsSilent() {
        Scores scores = Scores.of(List.of(call(seeking(0, "A"))), List.of());

        assertThat(scores.detection()).isEqualTo(new Counts(0, 0, 1));
        assertThat(scores.detection().f1()).isZero();
        assertThat(scores.oracle()).isEqualTo(new Ranking(1, 0, 0, 0));
    }

    @Test
    void shouldLowerSelectionForAWrongTriggerAndAMissedTurn() {
        Scores scores =
                Scores.of(
                        List.of(call(seeking(0, "A"), seeking(2, "A"), silent(4))),
                        List.of(
                                prediction(0, true, "B", "A"),
                                prediction(2, false, "A"),
                                prediction(4, true, "A")));

        // one right of two triggered and of two that needed it; its rank is 2
        assertThat(scores.detection()).isEqualTo(new Counts(1, 1, 1));
        assertThat(scores.selection().mrrAt5()).isEqualTo(0.25, EXACTLY);
        assertThat(scores.selection().recallAt1()).isZero();
        assertThat(scores.selection().recallAt5()).isEqualTo(0.5, EXACTLY);
        // ranking alone: 1/2 and 1
        assertThat(scores.oracle().mrrAt5()).isEqualTo(0.75, EXACTLY);
    }

    @Test
    void shouldCountOnlyTheFirstFive() {
        Scores scores =
                Scores.of(
                        List.of(call(seeking(0, "A"), seeking(2, "A"))),
                        List.of(
                                prediction(0, true, "B", "C", "D", "E", "A"),
                                prediction(2, true, "B", "C", "D", "E", "F", "A")));

        assertThat(scores.oracle().mrrAt5()).isEqualTo(0.1, EXACTLY);
        assertThat(scores.oracle().recallAt5()).isEqualTo(0.5, EXACTLY);
    }

    @Test
    void shouldBeZeroWithoutAnythingToCount() {
        Scores scores = Scores.of(List.of(), List.of(prediction(0, true, "A")));

        assertThat(scores.detection()).isEqualTo(new Counts(0, 0, 0));
        assertThat(scores.detection().f1()).isZero();
        assertThat(scores.selection()).isEqualTo(new Ranking(0, 0, 0, 0));
        assertThat(scores.questions()).isEqualTo(new Ranking(0, 0, 0, 0));
    }

    private static void assertCounts(Counts counts, JsonNode expected) {
        assertThat(counts)
                .isEqualTo(
                        new Counts(
                                expected.path("right").asInt(),
                                expected.path("wrong").asInt(),
                                expected.path("missed").asInt()));
        assertThat(counts.precision()).isEqualTo(expected.path("precision").asDouble(), EXACTLY);
        assertThat(counts.recall()).isEqualTo(expected.path("recall").asDouble(), EXACTLY);
        assertThat(counts.f1()).isEqualTo(expected.path("f1").asDouble(), EXACTLY);
    }

    private static void assertRanking(Ranking ranking, JsonNode expected) {
        assertThat(ranking.count()).isEqualTo(expected.path("count").asInt()).isPositive();
        assertThat(ranking.mrrAt5()).isEqualTo(expected.path("mrr_at_5").asDouble(), EXACTLY);
        assertThat(ranking.recallAt1()).isEqualTo(expected.path("recall_at_1").asDouble(), EXACTLY);
        assertThat(ranking.recallAt5()).isEqualTo(expected.path("recall_at_5").asDouble(), EXACTLY);
    }

    private static LabelledCall call(Label... labels) {
        RecordedCall.Person nobody = new RecordedCall.Person(null, null, null);
        return new LabelledCall(
                new RecordedCall("call-1", "call-1", nobody, nobody, List.of()), List.of(labels));
    }

    private static Label seeking(int turn, String... relevant) {
        return new Label(turn, true, List.of(relevant), null, null, false);
    }

    private static Label silent(int turn) {
        return new Label(turn, false, null, null, null, false);
    }

    private static Prediction prediction(int turn, boolean triggered, String... ranked) {
        return new Prediction("call-1", turn, triggered, List.of(ranked), false, List.of());
    }
}
