package io.supportassistant.evaluation.entities;

import io.supportassistant.context.tagger.EntityTagger;
import io.supportassistant.context.tagger.Gazetteer;
import io.supportassistant.context.tagger.TaggerWeights;
import io.supportassistant.context.tagger.TokenFeatures;
import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Trains the entity tagger: {@code SENTENCES WEIGHTS [HELD_BACK]}, files of JSON lines as {@link
 * LabelledSentence} reads them. Skips posts that are also in {@code HELD_BACK}. Prints the results
 * of a cross-validation over the posts, then writes the weights.
 */
public final class TrainEntityTagger {

    private static final int FOLDS = 5;

    private TrainEntityTagger() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: TrainEntityTagger SENTENCES WEIGHTS [HELD_BACK]");
            System.exit(2);
        }
        Set<String> heldBack = new HashSet<>();
        if (args.length == 3) {
            LabelledSentence.read(Path.of(args[2]))
                    .forEach(sentence -> heldBack.add(sentence.sourceUrl()));
        }
        List<LabelledSentence> sentences =
                where(
                        LabelledSentence.read(Path.of(args[0])),
                        sentence -> !heldBack.contains(sentence.sourceUrl()));
        TokenFeatures features = new TokenFeatures(Gazetteer.standard());
        System.out.print(table(crossValidated(sentences, features)));
        TaggerWeights weights = new EntityTaggerTrainer(features).train(sentences);
        try (OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
            weights.write(out);
        }
        System.out.printf(
                Locale.ROOT,
                "%d sentences, %d features, %d bytes%n",
                sentences.size(),
                weights.size(),
                Files.size(Path.of(args[1])));
    }

    /** Scores each post with weights trained on the other posts. */
    private static EntityScore crossValidated(
            List<LabelledSentence> sentences, TokenFeatures features) {
        EntityScore score = new EntityScore();
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            Predicate<LabelledSentence> isLeft =
                    sentence -> Math.floorMod(sentence.sourceUrl().hashCode(), FOLDS) == left;
            EntityTagger tagger =
                    new EntityTagger(
                            features,
                            new EntityTaggerTrainer(features)
                                    .train(where(sentences, isLeft.negate())));
            for (LabelledSentence sentence : where(sentences, isLeft)) {
                score.add(sentence.marked(), found(tagger, sentence.text()));
            }
        }
        return score;
    }

    static List<DetectedEntity> found(EntityTagger tagger, String text) {
        return tagger.find(text).stream()
                .map(
                        span ->
                                new DetectedEntity(
                                        span.type(), text.substring(span.start(), span.end())))
                .toList();
    }

    private static List<LabelledSentence> where(
            List<LabelledSentence> sentences, Predicate<LabelledSentence> condition) {
        return sentences.stream().filter(condition).toList();
    }

    private static String table(EntityScore score) {
        StringBuilder table = new StringBuilder();
        score.byType().forEach((type, row) -> table.append(line(type, row)));
        return table.append(line("ALL", score.overall())).toString();
    }

    private static String line(String type, EntityScore.Row row) {
        return String.format(
                Locale.ROOT,
                "%-18s prec %.4f  rec %.4f  f1 %.4f  n %d%n",
                type,
                row.precision(),
                row.recall(),
                row.f1(),
                row.marked());
    }
}
