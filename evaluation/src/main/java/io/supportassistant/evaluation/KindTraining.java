package io.supportassistant.evaluation;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.evaluation.LogisticRegression.Example;
import io.supportassistant.knowledge.Findings.Supports;
import io.supportassistant.need.UtteranceKinds;
import io.supportassistant.need.UtteranceKinds.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Fits the weights of {@link UtteranceKinds} to calls with labelled utterances. */
public final class KindTraining {

    private static final Set<String> NEEDS = Set.of("problem", "question", "wish");
    private static final Set<String> IDENTITY = Set.of("identity");

    /** Scale of the meaning relative to the signs: a larger one regularises the meaning less. */
    private static final double MEANING_SCALE = 1.5;

    private static final double RIDGE = 10;

    /**
     * @param set the data set of the utterance
     */
    private record Utterance(
            String set, float[] meaning, Map<String, Double> signs, List<String> kinds) {}

    private final List<Utterance> utterances = new ArrayList<>();

    /**
     * @param kinds of each customer utterance, by the number of its turn
     */
    public void add(
            String set, Evaluation evaluation, WantedCall call, Map<Integer, List<String>> kinds) {
        evaluation.listen(
                call.call(),
                (turn, request, result) -> {
                    Supports supports = supports(result);
                    if (supports.newest() != null && kinds.containsKey(turn)) {
                        utterances.add(
                                new Utterance(
                                        set,
                                        supports.newest(),
                                        result.analysis().gist().newestSigns(),
                                        kinds.get(turn)));
                    }
                });
    }

    private static Supports supports(AssistResult result) {
        return result.findings().supports();
    }

    public int size() {
        return utterances.size();
    }

    /**
     * @throws IllegalArgumentException if there is no labelled utterance
     */
    public UtteranceKinds weights(String provenance, String fingerprint) {
        if (utterances.isEmpty()) {
            throw new IllegalArgumentException("the data set has no labelled utterance");
        }
        return new UtteranceKinds(
                provenance, fingerprint, fit(utterances, NEEDS), fit(utterances, IDENTITY));
    }

    /** Cross-validates over the data sets: the scores of needs and identity, by set. */
    public Map<String, List<Scores.Counts>> judge() {
        Map<String, List<Scores.Counts>> judged = new LinkedHashMap<>();
        for (String set : utterances.stream().map(Utterance::set).distinct().toList()) {
            List<Utterance> others = where(one -> !one.set().equals(set));
            if (!others.isEmpty()) {
                List<Utterance> own = where(one -> one.set().equals(set));
                judged.put(
                        set,
                        List.of(
                                counts(own, NEEDS, fit(others, NEEDS)),
                                counts(own, IDENTITY, fit(others, IDENTITY))));
            }
        }
        return judged;
    }

    private List<Utterance> where(Predicate<Utterance> condition) {
        return utterances.stream().filter(condition).toList();
    }

    private static Scores.Counts counts(
            List<Utterance> judged, Set<String> kinds, Weights weights) {
        int[] count = new int[3];
        for (Utterance one : judged) {
            boolean said = weights.probability(one.meaning(), one.signs()) >= 0.5;
            boolean is = is(one, kinds);
            if (said || is) {
                count[said && is ? 0 : said ? 1 : 2]++;
            }
        }
        return new Scores.Counts(count[0], count[1], count[2]);
    }

    private static boolean is(Utterance utterance, Set<String> kinds) {
        return utterance.kinds().stream().anyMatch(kinds::contains);
    }

    private static Weights fit(List<Utterance> utterances, Set<String> kinds) {
        List<String> names = List.copyOf(utterances.get(0).signs().keySet());
        int dimension = utterances.get(0).meaning().length;
        List<Example> examples = new ArrayList<>();
        for (Utterance one : utterances) {
            double[] features = new double[dimension + names.size()];
            for (int i = 0; i < dimension; i++) {
                features[i] = MEANING_SCALE * one.meaning()[i];
            }
            for (int i = 0; i < names.size(); i++) {
                features[dimension + i] = one.signs().get(names.get(i));
            }
            examples.add(new Example(features, is(one, kinds), 1));
        }
        double[] fitted = LogisticRegression.fit(examples, RIDGE / 10);
        double[] meaning = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            meaning[i] = rounded(MEANING_SCALE * fitted[i]);
        }
        Map<String, Double> signs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            signs.put(names.get(i), rounded(fitted[dimension + i]));
        }
        return new Weights(rounded(fitted[fitted.length - 1]), meaning, signs);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
