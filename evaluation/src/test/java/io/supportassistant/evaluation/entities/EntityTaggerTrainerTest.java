package io.supportassistant.evaluation.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.tagger.EntityTagger;
import io.supportassistant.context.tagger.Gazetteer;
import io.supportassistant.context.tagger.TaggerWeights;
import io.supportassistant.context.tagger.TokenFeatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTaggerTrainerTest {

    private static final Path SENTENCES = Path.of("src/test/resources/entities/sentences.jsonl");
    private static final TokenFeatures FEATURES = new TokenFeatures(Gazetteer.standard());

    @Test
    void shouldTrainDeterministically() throws IOException {
        List<LabelledSentence> sentences = LabelledSentence.read(SENTENCES);

        byte[] first = file(new EntityTaggerTrainer(FEATURES).train(sentences));
        byte[] second = file(new EntityTaggerTrainer(FEATURES).train(sentences));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldFindLearnedEntitiesAfterARoundTrip() throws IOException {
        List<LabelledSentence> sentences = LabelledSentence.read(SENTENCES);
        TaggerWeights learned = new EntityTaggerTrainer(FEATURES).train(sentences);
        TaggerWeights stored = TaggerWeights.read(new ByteArrayInputStream(file(learned)));
        EntityTagger tagger = new EntityTagger(FEATURES, stored);
        EntityScore score = new EntityScore();
        sentences.forEach(
                sentence ->
                        score.add(
                                sentence.marked(),
                                TrainEntityTagger.found(tagger, sentence.text())));

        assertThat(stored.size()).isEqualTo(learned.size());
        assertThat(stored.types()).isEqualTo(learned.types());
        assertThat(score.overall().f1()).isGreaterThan(0.85);
    }

    private static byte[] file(TaggerWeights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weights.write(out);
        return out.toByteArray();
    }
}
