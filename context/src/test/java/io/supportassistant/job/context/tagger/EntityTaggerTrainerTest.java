package io.supportassistant.job.context.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTaggerTrainerTest {

    private static final Path SENTENCES = Path.of("src/test/resources/entities/sentences.jsonl");
    private static final TokenFeatures FEATURES = new TokenFeatures(Gazetteer.standard());

    @Test
    void shouldLearnTheSameFromTheSameSentences() throws IOException {
        List<LabelledSentence> sentences = LabelledSentence.read(SENTENCES);

        byte[] first = file(new EntityTaggerTrainer(FEATURES).train(sentences));
        byte[] second = file(new EntityTaggerTrainer(FEATURES).train(sentences));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldFindWhatItHasLearnedAlsoAfterStorage() throws IOException {
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

    @Test
    void shouldContinueOnlyWhatWasBegun() {
        // two tokens, one type; "continues" (label 2) scores best everywhere
        TaggerWeights weights =
                new TaggerWeights(
                        List.of("a"),
                        new float[4][3],
                        new TreeMap<>(java.util.Map.of(7, new float[] {0, 1, 5})));

        assertThat(weights.decode(new int[][] {{7}, {7}})).containsExactly(1, 2);
        assertThat(weights.decode(new int[][] {{8}, {7}})).containsExactly(1, 2);
        assertThat(weights.decode(new int[0][])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no weights", "ETG1"})
    void shouldRefuseAFileOfAnotherForm(String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> TaggerWeights.read(new ByteArrayInputStream(packed.toByteArray())))
                .isInstanceOf(IOException.class);
    }

    private static byte[] file(TaggerWeights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weights.write(out);
        return out.toByteArray();
    }
}
