package io.supportassistant.evaluation.entities;

import io.supportassistant.context.tagger.TaggerWeights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains a linear-chain conditional random field: stochastic gradient ascent on the regularised
 * likelihood, with a step size per weight (AdaGrad). {@link StrictMath} makes the result the same
 * on every machine.
 */
final class RandomField {

    private static final double STEP = 0.2;
    private static final double PENALTY = 0.003;

    /**
     * Subtracted from "no entity" after training: the likelihood favours precision, F1 needs recall
     * too.
     */
    private static final float BOLDNESS = 1.2f;

    private final int labels;
    private final double[] states;
    private final double[] stateSquares;
    private final double[] moves;
    private final double[] moveSquares;

    /**
     * @param rows number of features
     * @param labels number of labels; 0 is no entity
     */
    RandomField(int rows, int labels) {
        this.labels = labels;
        this.states = new double[rows * labels];
        this.stateSquares = new double[rows * labels];
        this.moves = new double[(labels + 1) * labels];
        this.moveSquares = new double[(labels + 1) * labels];
    }

    /**
     * One training step with a sentence.
     *
     * @param rows the features of each token
     * @param gold the label of each token
     */
    void learn(int[][] rows, int[] gold) {
        if (gold.length == 0) {
            return;
        }
        double[][] scores = scores(rows);
        double[][] forward = forward(scores);
        double[][] backward = backward(scores);
        double all = logSum(forward[gold.length - 1]);
        double[] moveGradient = moveGradient(gold, scores, forward, backward, all);
        for (int i = 0; i < gold.length; i++) {
            double[] gradient = new double[labels];
            for (int y = 0; y < labels; y++) {
                double expected = StrictMath.exp(forward[i][y] + backward[i][y] - all);
                gradient[y] = (y == gold[i] ? 1 : 0) - expected;
            }
            for (int row : rows[i]) {
                for (int y = 0; y < labels; y++) {
                    ascend(states, stateSquares, row * labels + y, gradient[y]);
                }
            }
        }
        for (int move = 0; move < moves.length; move++) {
            ascend(moves, moveSquares, move, moveGradient[move]);
        }
    }

    private double[][] scores(int[][] rows) {
        double[][] scores = new double[rows.length][labels];
        for (int i = 0; i < rows.length; i++) {
            for (int row : rows[i]) {
                for (int y = 0; y < labels; y++) {
                    scores[i][y] += states[row * labels + y];
                }
            }
        }
        return scores;
    }

    private double[][] forward(double[][] scores) {
        double[][] forward = new double[scores.length][labels];
        double[] terms = new double[labels];
        for (int i = 0; i < scores.length; i++) {
            for (int y = 0; y < labels; y++) {
                if (i == 0) {
                    forward[i][y] = scores[i][y] + move(labels, y);
                    continue;
                }
                for (int from = 0; from < labels; from++) {
                    terms[from] = forward[i - 1][from] + move(from, y);
                }
                forward[i][y] = scores[i][y] + logSum(terms);
            }
        }
        return forward;
    }

    private double[][] backward(double[][] scores) {
        double[][] backward = new double[scores.length][labels];
        double[] terms = new double[labels];
        for (int i = scores.length - 2; i >= 0; i--) {
            for (int y = 0; y < labels; y++) {
                for (int next = 0; next < labels; next++) {
                    terms[next] = move(y, next) + scores[i + 1][next] + backward[i + 1][next];
                }
                backward[i][y] = logSum(terms);
            }
        }
        return backward;
    }

    private double[] moveGradient(
            int[] gold, double[][] scores, double[][] forward, double[][] backward, double all) {
        double[] gradient = new double[moves.length];
        for (int i = 0; i < gold.length; i++) {
            gradient[(i == 0 ? labels : gold[i - 1]) * labels + gold[i]]++;
            for (int y = 0; y < labels; y++) {
                double rest = scores[i][y] + backward[i][y] - all;
                if (i == 0) {
                    gradient[labels * labels + y] -= StrictMath.exp(move(labels, y) + rest);
                    continue;
                }
                for (int from = 0; from < labels; from++) {
                    gradient[from * labels + y] -=
                            StrictMath.exp(forward[i - 1][from] + move(from, y) + rest);
                }
            }
        }
        return gradient;
    }

    private double move(int from, int to) {
        return TaggerWeights.mayFollow(from, to)
                ? moves[from * labels + to]
                : Double.NEGATIVE_INFINITY;
    }

    private static void ascend(double[] weights, double[] squares, int at, double likelihood) {
        double gradient = likelihood - PENALTY * weights[at];
        squares[at] += gradient * gradient;
        weights[at] += STEP * gradient / Math.sqrt(squares[at] + 1e-6);
    }

    private static double logSum(double[] terms) {
        double most = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            most = Math.max(most, term);
        }
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (double term : terms) {
            sum += StrictMath.exp(term - most);
        }
        return most + StrictMath.log(sum);
    }

    /**
     * The trained weights.
     *
     * @param rowOf the row of each feature, by its hash
     */
    TaggerWeights weights(List<String> types, Map<Integer, Integer> rowOf) {
        float[][] transitions = new float[labels + 1][labels];
        for (int from = 0; from <= labels; from++) {
            for (int to = 0; to < labels; to++) {
                transitions[from][to] = (float) moves[from * labels + to];
            }
            transitions[from][0] -= BOLDNESS;
        }
        TreeMap<Integer, float[]> weights = new TreeMap<>();
        rowOf.forEach(
                (hash, row) -> {
                    float[] values = new float[labels];
                    for (int y = 0; y < labels; y++) {
                        values[y] = (float) states[row * labels + y];
                    }
                    weights.put(hash, values);
                });
        return new TaggerWeights(types, transitions, weights);
    }
}
