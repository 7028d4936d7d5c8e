package io.supportassistant.evaluation.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityScoreTest {

    private static final Path DATA = Path.of("src/test/resources/entities");

    /** Expects the numbers that the scorer of the published task gave for these files. */
    @Test
    void shouldAgreeWithAnotherScorer() throws IOException {
        Map<String, List<DetectedEntity>> predictions = predictions();
        EntityScore score = new EntityScore();
        for (LabelledSentence sentence : LabelledSentence.read(DATA.resolve("sentences.jsonl"))) {
            score.add(sentence.marked(), predictions.get(sentence.id()));
        }

        assertThat(score.byType()).hasSize(8);
        assertRow(score.byType().get("device"), 0.4737, 0.5294, 0.5000, 17);
        assertRow(score.byType().get("error_code"), 0.2857, 0.5000, 0.3636, 4);
        assertRow(score.byType().get("file_name"), 0.5455, 0.8571, 0.6667, 7);
        assertRow(score.byType().get("operating_system"), 0.4211, 0.5714, 0.4848, 14);
        assertRow(score.byType().get("product_name"), 0.8947, 0.5000, 0.6415, 34);
        assertRow(score.byType().get("ui_element"), 0.6000, 0.6667, 0.6316, 9);
        assertRow(score.byType().get("version"), 0.5455, 0.4286, 0.4800, 14);
        assertRow(score.byType().get("website"), 0.0000, 0.0000, 0.0000, 1);
        assertRow(score.overall(), 0.5510, 0.5400, 0.5455, 100);
    }

    @Test
    void shouldCountEachLabelledEntityOnce() {
        DetectedEntity chrome = new DetectedEntity("product_name", "Chrome");
        EntityScore score = new EntityScore();
        score.add(List.of(chrome), List.of(chrome, new DetectedEntity("product_name", " CHROME ")));

        // 1 of 2 found is right, 1 of 1 labelled is found: 2 * 0.5 * 1 / 1.5
        assertRow(score.overall(), 0.5, 1, 0.6667, 1);
    }

    @Test
    void shouldBeZeroWithoutSentences() {
        assertRow(new EntityScore().overall(), 0, 0, 0, 0);
    }

    private static void assertRow(
            EntityScore.Row row, double precision, double recall, double f1, int marked) {
        assertThat(row.precision()).isEqualTo(precision, within(0.00006));
        assertThat(row.recall()).isEqualTo(recall, within(0.00006));
        assertThat(row.f1()).isEqualTo(f1, within(0.00006));
        assertThat(row.marked()).isEqualTo(marked);
    }

    private static Map<String, List<DetectedEntity>> predictions() throws IOException {
        Map<String, List<DetectedEntity>> predictions = new HashMap<>();
        for (String line : Files.readAllLines(DATA.resolve("random-predictions.jsonl"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            List<DetectedEntity> entities = new ArrayList<>();
            for (JsonNode entity : json.get("entities")) {
                entities.add(
                        new DetectedEntity(
                                entity.get("type").asText(), entity.get("value").asText()));
            }
            predictions.put(json.get("id").asText(), entities);
        }
        return predictions;
    }
}
