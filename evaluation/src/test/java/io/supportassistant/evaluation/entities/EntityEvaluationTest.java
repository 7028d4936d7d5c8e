package io.supportassistant.evaluation.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.EntityRules;
import io.supportassistant.context.Language;
import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityEvaluationTest {

    private static final Language ENGLISH = Language.english();
    private static final EntityEvaluation EVALUATION =
            new EntityEvaluation(ENGLISH, EntityRules.standard(ENGLISH));

    @Test
    void shouldRecogniseEntitiesInUnseenSentences() throws IOException {
        List<LabelledSentence> unseen =
                LabelledSentence.read(Path.of("src/test/resources/entities/sentences.jsonl"));

        EntityScore score = EVALUATION.score(unseen);

        assertThat(score.overall().marked()).isEqualTo(100);
        assertThat(score.overall().f1()).isGreaterThan(0.52);
        assertThat(score.byType().get("product_name").f1()).isGreaterThan(0.5);
        assertThat(score.byType().get("operating_system").f1()).isGreaterThan(0.7);
    }

    @Test
    void shouldGiveMentionsVerbatim() {
        assertThat(EVALUATION.find("My Phone App and the phone app on Windows 10 , error e45"))
                .containsExactly(
                        new DetectedEntity("product_name", "Phone App"),
                        new DetectedEntity("product_name", "phone app"),
                        new DetectedEntity("operating_system", "Windows"),
                        new DetectedEntity("version", "10"),
                        new DetectedEntity("error_code", "e45"));
    }
}
