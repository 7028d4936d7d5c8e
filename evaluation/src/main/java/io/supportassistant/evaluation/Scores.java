package io.supportassistant.evaluation;

import io.supportassistant.evaluation.LabelledCall.Label;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores of predictions, counted as in the benchmarks that the labels come from.
 *
 * @param detection of the turns that need an article; neutral ones do not count
 * @param selection ranking and detection together: summed over the turns that need an article and
 *     got one, as an F-measure over both
 * @param oracle ranking alone, as a mean over the turns that need an article
 * @param clarification of the turns where a question was right
 * @param questions ranking of the question that was asked
 */
public record Scores(
        Counts detection,
        Ranking selection,
        Ranking oracle,
        Counts clarification,
        Ranking questions) {

    private static final int DEPTH = 5;

    /**
     * Precision and recall: the share of {@code right} among the predictions and among the labels.
     */
    public record Counts(int right, int wrong, int missed) {

        public double precision() {
            return share(right, right + wrong);
        }

        public double recall() {
            return share(right, right + missed);
        }

        public double f1() {
            return harmonic(precision(), recall());
        }
    }

    /**
     * @param count number of turns
     */
    public record Ranking(int count, double mrrAt5, double recallAt1, double recallAt5) {}

    public static Scores of(Collection<LabelledCall> calls, Collection<Prediction> predictions) {
        Map<String, Prediction> byTurn = new HashMap<>();
        predictions.forEach(p -> byTurn.put(key(p.sessionId(), p.turn()), p));
        Tally tally = new Tally();
        for (LabelledCall call : calls) {
            for (Label label : call.labels()) {
                String id = call.call().id();
                tally.add(
                        label,
                        byTurn.getOrDefault(
                                key(id, label.turn()),
                                new Prediction(
                                        id, label.turn(), false, List.of(), false, List.of())));
            }
        }
        return tally.scores();
    }

    private static String key(String session, int turn) {
        return session + " " + turn;
    }

    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }

    private static double harmonic(double a, double b) {
        return a + b > 0 ? 2 * a * b / (a + b) : 0;
    }

    /** Sums of reciprocal ranks and hits. */
    private static final class Sums {

        private int count;
        private double reciprocal;
        private double first;
        private double firstFive;

        void add(Set<String> relevant, List<String> ranked) {
            count++;
            List<String> top = ranked.subList(0, Math.min(DEPTH, ranked.size()));
            for (int i = 0; i < top.size(); i++) {
                if (relevant.contains(top.get(i))) {
                    reciprocal += 1.0 / (i + 1);
                    first += i == 0 ? 1 : 0;
                    firstFive++;
                    return;
                }
            }
        }

        Ranking means() {
            return new Ranking(
                    count, share(reciprocal, count), share(first, count), share(firstFive, count));
        }

        Ranking weighedBy(int predicted, int actual) {
            return new Ranking(
                    count,
                    harmonic(share(reciprocal, predicted), share(reciprocal, actual)),
                    harmonic(share(first, predicted), share(first, actual)),
                    harmonic(share(firstFive, predicted), share(firstFive, actual)));
        }
    }

    private static final class Tally {

        private int right;
        private int wrong;
        private int missed;
        private int askedRight;
        private int askedWrong;
        private int notAsked;
        private final Sums selected = new Sums();
        private final Sums oracle = new Sums();
        private final Sums questions = new Sums();

        void add(Label label, Prediction prediction) {
            Set<String> relevant = Set.copyOf(label.relevantIds());
            if (!label.detectionNeutral()) {
                if (label.knowledgeSeeking()) {
                    oracle.add(relevant, prediction.rankedIds());
                }
                if (label.knowledgeSeeking() && prediction.triggered()) {
                    right++;
                    selected.add(relevant, prediction.rankedIds());
                } else if (label.knowledgeSeeking()) {
                    missed++;
                } else if (prediction.triggered()) {
                    wrong++;
                }
            }
            if (label.needsClarification() != null) {
                boolean asked = prediction.needsClarification();
                if (label.needsClarification()) {
                    askedRight += asked ? 1 : 0;
                    notAsked += asked ? 0 : 1;
                } else {
                    askedWrong += asked ? 1 : 0;
                }
                if (!label.questionIds().isEmpty()) {
                    questions.add(Set.copyOf(label.questionIds()), prediction.rankedQuestionIds());
                }
            }
        }

        Scores scores() {
            return new Scores(
                    new Counts(right, wrong, missed),
                    selected.weighedBy(right + wrong, right + missed),
                    oracle.means(),
                    new Counts(askedRight, askedWrong, notAsked),
                    questions.means());
        }
    }
}
