package io.supportassistant.evaluation;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.evaluation.LogisticRegression.Example;
import io.supportassistant.evaluation.WantedCall.Wanted;
import io.supportassistant.need.NeedState;
import io.supportassistant.need.NeedTracker;
import io.supportassistant.need.NeedTracker.Heard;
import io.supportassistant.need.NeedTracker.Signs;
import io.supportassistant.need.NeedWeights;
import io.supportassistant.need.NeedWeights.Correction;
import io.supportassistant.need.NeedWeights.Linear;
import io.supportassistant.need.UtteranceKinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fits the weights for the probability that an article helps now. It uses whole calls labelled with
 * the articles that are wanted and when. Articles that would not annoy the agent are ignored.
 */
public final class CallNeedTraining {

    /** High because there are few calls: weights stay small without strong evidence. */
    private static final double RIDGE = 20;

    /**
     * Weight of an article that is wanted later: it is not wrong now, but not needed yet either.
     */
    private static final double EARLY = 0.3;

    /**
     * An article is worth most soon after it is wanted. Later its words are all over the call,
     * which says little about the moment when it is needed.
     */
    private static final int LONG_WANTED = 12;

    private static final double LATER = 0.1;

    /** The correction is fitted to calls that the weights were not fitted to. */
    private static final int FOLDS = 6;

    /** Log odds from which an article counts as looked at. */
    private static final double LOOKED_AT = -2.2;

    private static NeedWeights unknown(String fingerprint) {
        return new NeedWeights(
                "", fingerprint, new Linear(0, Map.of()), new Linear(0, Map.of()), Correction.NONE);
    }

    private record Labelled(
            String article, Map<String, Double> signs, boolean right, double weight) {}

    /** One call as a list of analyses, each with its articles. */
    private record Heeded(List<List<Labelled>> withMeaning, List<List<Labelled>> wordsOnly) {}

    private final UtteranceKinds kinds;
    private final List<Heeded> calls = new ArrayList<>();

    public CallNeedTraining(UtteranceKinds kinds) {
        this.kinds = kinds;
    }

    public void add(Evaluation evaluation, WantedCall call) {
        NeedState[] states = {NeedState.fresh(), NeedState.fresh()};
        NeedTracker tracker = new NeedTracker(unknown(evaluation.fingerprint()), kinds);
        Heeded heeded = new Heeded(new ArrayList<>(), new ArrayList<>());
        evaluation.listen(
                call.call(),
                (turn, request, result) -> {
                    Heard meant = heard(tracker, result, true);
                    Heard words = heard(tracker, result, false);
                    heeded.withMeaning()
                            .add(labelled(call, turn, NeedTracker.signs(states[0], meant)));
                    heeded.wordsOnly()
                            .add(labelled(call, turn, NeedTracker.signs(states[1], words)));
                    states[0] = tracker.assess(states[0], meant).state();
                    states[1] = tracker.assess(states[1], words).state();
                });
        calls.add(heeded);
    }

    private static Heard heard(NeedTracker tracker, AssistResult result, boolean meant) {
        return tracker.heard(result.analysis().gist(), result.findings().supports(), meant);
    }

    private static List<Labelled> labelled(WantedCall call, int turn, List<Signs> signs) {
        List<Labelled> labelled = new ArrayList<>();
        for (Signs sign : signs) {
            String article = sign.article().articleId();
            if (call.fine().contains(article)) {
                continue;
            }
            List<Wanted> useful =
                    call.wanted().stream()
                            .filter(w -> w.isMetBy(article) && turn <= w.untilTurn())
                            .toList();
            boolean early = !useful.isEmpty() && useful.stream().allMatch(w -> turn < w.fromTurn());
            boolean later =
                    !useful.isEmpty()
                            && useful.stream().allMatch(w -> turn > w.fromTurn() + LONG_WANTED);
            double weight = early ? EARLY : later ? LATER : 1;
            labelled.add(new Labelled(article, sign.values(), !useful.isEmpty(), weight));
        }
        return labelled;
    }

    public int size() {
        return calls.size();
    }

    /**
     * @throws IllegalArgumentException if there is no labelled call
     */
    public NeedWeights weights(String provenance, String fingerprint) {
        List<Labelled> all = flat(calls.stream().map(Heeded::withMeaning).toList());
        if (all.isEmpty()) {
            throw new IllegalArgumentException("the data set has no labelled call");
        }
        return new NeedWeights(
                provenance,
                fingerprint,
                fit(all),
                fit(flat(calls.stream().map(Heeded::wordsOnly).toList())),
                correction());
    }

    private Correction correction() {
        List<Example> examples = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int judged = fold;
            List<List<List<Labelled>>> others =
                    IntStream.range(0, calls.size())
                            .filter(i -> i % FOLDS != judged)
                            .mapToObj(i -> calls.get(i).withMeaning())
                            .toList();
            Linear linear = fit(flat(others));
            for (int i = judged; i < calls.size(); i += FOLDS) {
                examples.addAll(leadExamples(calls.get(i).withMeaning(), linear));
            }
        }
        double[] fitted = LogisticRegression.fit(examples, 1);
        return new Correction(rounded(fitted[0]), rounded(fitted[1]));
    }

    /** The articles that would have led, each at the first moment it did. */
    private static List<Example> leadExamples(List<List<Labelled>> call, Linear linear) {
        List<Example> examples = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (List<Labelled> articles : call) {
            Labelled best = null;
            double most = LOOKED_AT;
            for (Labelled one : articles) {
                double logOdds = linear.logOdds(one.signs());
                if (logOdds >= most) {
                    best = one;
                    most = logOdds;
                }
            }
            if (best != null && seen.add(best.article())) {
                examples.add(new Example(new double[] {most}, best.right(), 1));
            }
        }
        return examples;
    }

    private static List<Labelled> flat(List<List<List<Labelled>>> calls) {
        return calls.stream().flatMap(List::stream).flatMap(List::stream).toList();
    }

    private static Linear fit(List<Labelled> labelled) {
        List<String> names = List.copyOf(labelled.get(0).signs().keySet());
        double[] mean = new double[names.size()];
        double[] spread = new double[names.size()];
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            double m = labelled.stream().mapToDouble(l -> l.signs().get(name)).average().orElse(0);
            mean[i] = m;
            spread[i] =
                    1e-9
                            + Math.sqrt(
                                    labelled.stream()
                                            .mapToDouble(l -> Math.pow(l.signs().get(name) - m, 2))
                                            .average()
                                            .orElse(0));
        }
        List<Example> examples = new ArrayList<>();
        for (Labelled one : labelled) {
            double[] features = new double[names.size()];
            for (int i = 0; i < features.length; i++) {
                features[i] = (one.signs().get(names.get(i)) - mean[i]) / spread[i];
            }
            examples.add(new Example(features, one.right(), one.weight()));
        }
        double[] fitted = LogisticRegression.fit(examples, RIDGE);
        double bias = fitted[names.size()];
        Map<String, Double> signs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            double weight = fitted[i] / spread[i];
            bias -= weight * mean[i];
            signs.put(names.get(i), rounded(weight));
        }
        return new Linear(rounded(bias), signs);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
