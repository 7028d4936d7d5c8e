package io.supportassistant.evaluation.entities;

import io.supportassistant.context.tagger.TaggerWeights;
import io.supportassistant.context.tagger.Token;
import io.supportassistant.context.tagger.TokenFeatures;
import io.supportassistant.context.tagger.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Trains the weights of the entity tagger. The same sentences in the same order give the same
 * weights.
 */
final class EntityTaggerTrainer {

    private static final String EVERYDAY = "everyday.jsonl";
    private static final int ROUNDS = 8;
    private static final int LEAST_SEEN = 3;

    private final TokenFeatures features;

    EntityTaggerTrainer(TokenFeatures features) {
        this.features = features;
    }

    private record Example(int[][] rows, int[] labels) {}

    /**
     * @param labelled the training sentences; those of {@code everyday.jsonl} are added, so that
     *     prices, times and street names are not new to the tagger
     */
    TaggerWeights train(List<LabelledSentence> labelled) {
        List<LabelledSentence> sentences = new ArrayList<>(labelled);
        sentences.addAll(everyday());
        List<String> types =
                sentences.stream()
                        .flatMap(sentence -> sentence.entities().stream())
                        .map(LabelledSentence.Label::type)
                        .distinct()
                        .sorted()
                        .toList();
        List<List<Token>> tokens =
                sentences.stream().map(sentence -> Tokenizer.tokens(sentence.text())).toList();
        List<int[][]> hashes = tokens.stream().map(features::of).toList();
        Map<Integer, Integer> rowOf = rows(hashes);
        List<Example> examples = new ArrayList<>();
        for (int s = 0; s < sentences.size(); s++) {
            int[][] rows =
                    Arrays.stream(hashes.get(s))
                            .map(
                                    token ->
                                            Arrays.stream(token)
                                                    .filter(rowOf::containsKey)
                                                    .map(rowOf::get)
                                                    .toArray())
                            .toArray(int[][]::new);
            examples.add(new Example(rows, labels(tokens.get(s), sentences.get(s), types)));
        }
        RandomField field = new RandomField(rowOf.size(), 2 * types.size() + 1);
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(examples, random);
            examples.forEach(example -> field.learn(example.rows(), example.labels()));
        }
        return field.weights(types, rowOf);
    }

    private static List<LabelledSentence> everyday() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                EntityTaggerTrainer.class.getResourceAsStream(EVERYDAY),
                                StandardCharsets.UTF_8))) {
            return LabelledSentence.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Integer, Integer> rows(List<int[][]> hashes) {
        Map<Integer, Integer> seen = new TreeMap<>();
        for (int[][] sentence : hashes) {
            for (int[] token : sentence) {
                for (int hash : token) {
                    seen.merge(hash, 1, Integer::sum);
                }
            }
        }
        Map<Integer, Integer> rowOf = new HashMap<>();
        seen.forEach(
                (hash, times) -> {
                    if (times >= LEAST_SEEN) {
                        rowOf.put(hash, rowOf.size());
                    }
                });
        return rowOf;
    }

    private static int[] labels(List<Token> tokens, LabelledSentence sentence, List<String> types) {
        int[] labels = new int[tokens.size()];
        for (LabelledSentence.Label label : sentence.entities()) {
            int begin = 2 * types.indexOf(label.type()) + 1;
            boolean begun = false;
            for (int i = 0; i < labels.length; i++) {
                Token token = tokens.get(i);
                if (token.start() < label.end() && label.start() < token.end()) {
                    labels[i] = begun ? begin + 1 : begin;
                    begun = true;
                }
            }
        }
        return labels;
    }
}
