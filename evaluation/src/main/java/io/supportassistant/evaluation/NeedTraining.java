package io.supportassistant.evaluation;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.KnowledgeNeed;
import io.supportassistant.evaluation.LabelledCall.Label;
import io.supportassistant.evaluation.LogisticRegression.Example;
import io.supportassistant.knowledge.Findings.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fits the weights of {@link KnowledgeNeed} to labelled conversations, with the features that the
 * job computes. It skips turns in which a guide leads, because there the regression is not used.
 */
public final class NeedTraining {

    /** Scale of the meaning relative to the signs: a larger one regularises the meaning less. */
    private static final double MEANING_SCALE = 2.5;

    private static final double SIGN_SCALE = 0.6;
    private static final double RIDGE = 10;

    private final KnowledgeNeed need;
    private final List<Turn> turns = new ArrayList<>();

    public NeedTraining(KnowledgeNeed need) {
        this.need = need;
    }

    /**
     * @param set the data set of the turn; turns of a small set weigh more
     * @param group turns that must not be split between training and validation
     */
    private record Turn(
            String set, String group, float[] meaning, Map<String, Double> signs, boolean label) {}

    public void add(String set, Evaluation evaluation, LabelledCall call) {
        Map<Integer, Label> labels =
                call.labels().stream()
                        .filter(label -> !label.detectionNeutral())
                        .collect(Collectors.toMap(Label::turn, Function.identity()));
        evaluation.run(
                call.call(),
                labels::containsKey,
                (turn, request, result) -> {
                    if (result.findings().evidence().meaning() != null
                            && !result.clarification().guided()) {
                        boolean label = labels.get(turn).knowledgeSeeking();
                        turns.add(turn(set, call, result, label));
                    }
                });
    }

    private Turn turn(String set, LabelledCall call, AssistResult result, boolean label) {
        Evidence evidence = result.findings().evidence();
        String group =
                result.analysis().subjects().stream().sorted().findFirst().orElse(call.call().id());
        return new Turn(
                set,
                set + "/" + group,
                evidence.meaning(),
                need.signs(result.analysis(), evidence),
                label);
    }

    public int size() {
        return turns.size();
    }

    /**
     * Fits the weights to all turns.
     *
     * @throws IllegalArgumentException if there are none
     */
    public KnowledgeNeed.Weights weights(String provenance, String fingerprint) {
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("the data set has no labelled turn");
        }
        return fit(turns, provenance, fingerprint);
    }

    /**
     * Scores on turns that the weights were not fitted to.
     *
     * @param fold of a turn's set and group; the weights for a fold are fitted to the others, and a
     *     fold without others is skipped
     * @param threshold from which a turn counts as needing an article, 0 to 1
     */
    public Map<String, Scores.Counts> judge(
            java.util.function.BiFunction<String, String, Integer> fold, double threshold) {
        Map<Integer, List<Turn>> folds =
                turns.stream().collect(Collectors.groupingBy(t -> fold.apply(t.set(), t.group())));
        Map<String, int[]> counts = new LinkedHashMap<>();
        folds.forEach(
                (number, judged) -> {
                    List<Turn> others =
                            turns.stream()
                                    .filter(t -> fold.apply(t.set(), t.group()) != (int) number)
                                    .toList();
                    if (others.isEmpty()) {
                        return;
                    }
                    KnowledgeNeed.Weights weights = fit(others, "", "");
                    for (Turn turn : judged) {
                        boolean said = weights.apply(turn.meaning(), turn.signs()) >= threshold;
                        int[] count = counts.computeIfAbsent(turn.set(), s -> new int[3]);
                        if (said || turn.label()) {
                            count[said && turn.label() ? 0 : said ? 1 : 2]++;
                        }
                    }
                });
        Map<String, Scores.Counts> scores = new LinkedHashMap<>();
        counts.forEach((set, c) -> scores.put(set, new Scores.Counts(c[0], c[1], c[2])));
        return scores;
    }

    private static KnowledgeNeed.Weights fit(
            List<Turn> turns, String provenance, String fingerprint) {
        List<String> names = List.copyOf(turns.get(0).signs().keySet());
        int dimension = turns.get(0).meaning().length;
        double[] mean = new double[names.size()];
        double[] spread = new double[names.size()];
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            double m = turns.stream().mapToDouble(t -> t.signs().get(name)).average().orElse(0);
            mean[i] = m;
            spread[i] =
                    Math.sqrt(
                                    turns.stream()
                                            .mapToDouble(t -> Math.pow(t.signs().get(name) - m, 2))
                                            .average()
                                            .orElse(0))
                            + 1e-9;
        }
        Map<String, Long> sizes =
                turns.stream().collect(Collectors.groupingBy(Turn::set, Collectors.counting()));
        double total = sizes.values().stream().mapToDouble(Math::sqrt).sum();
        List<Example> examples = new ArrayList<>();
        for (Turn turn : turns) {
            double[] features = new double[dimension + names.size()];
            for (int i = 0; i < dimension; i++) {
                features[i] = MEANING_SCALE * turn.meaning()[i];
            }
            for (int i = 0; i < names.size(); i++) {
                features[dimension + i] =
                        SIGN_SCALE * (turn.signs().get(names.get(i)) - mean[i]) / spread[i];
            }
            double weight = turns.size() / total / Math.sqrt(sizes.get(turn.set()));
            examples.add(new Example(features, turn.label(), weight));
        }
        double[] fitted = LogisticRegression.fit(examples, RIDGE);
        double bias = fitted[fitted.length - 1];
        double[] meaning = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            meaning[i] = rounded(MEANING_SCALE * fitted[i]);
        }
        Map<String, Double> signs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            double weight = SIGN_SCALE * fitted[dimension + i] / spread[i];
            bias -= weight * mean[i];
            signs.put(names.get(i), rounded(weight));
        }
        return new KnowledgeNeed.Weights(provenance, fingerprint, rounded(bias), meaning, signs);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
