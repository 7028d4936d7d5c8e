package io.supportassistant.evaluation;

import java.util.List;

/**
 * Logistic regression with a ridge penalty on all weights except the bias, by Newton's method.
 * Small and exact: for some thousand examples with some hundred features.
 */
final class LogisticRegression {

    private static final int MAX_STEPS = 50;
    private static final double SMALL_STEP = 1e-8;

    private LogisticRegression() {}

    /**
     * @param weight of the example compared with the others
     */
    record Example(double[] features, boolean label, double weight) {}

    /**
     * @param ridge the loss includes 0.5 times this times the sum of the squared weights
     * @return the weights, the bias last
     */
    static double[] fit(List<Example> examples, double ridge) {
        int size = examples.get(0).features().length + 1;
        double[] weights = new double[size];
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] gradient = new double[size];
            double[][] curvature = new double[size][size];
            for (int i = 0; i < size - 1; i++) {
                gradient[i] = ridge * weights[i];
                curvature[i][i] = ridge;
            }
            curvature[size - 1][size - 1] = 1e-9;
            for (Example example : examples) {
                accumulate(example, weights, gradient, curvature);
            }
            double[] change = solve(curvature, gradient);
            double largest = 0;
            for (int i = 0; i < size; i++) {
                weights[i] -= change[i];
                largest = Math.max(largest, Math.abs(change[i]));
            }
            if (largest < SMALL_STEP) {
                break;
            }
        }
        return weights;
    }

    static double probability(double[] weights, double[] features) {
        double sum = weights[features.length];
        for (int i = 0; i < features.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static void accumulate(
            Example example, double[] weights, double[] gradient, double[][] curvature) {
        double[] x = example.features();
        double p = probability(weights, x);
        double slope = example.weight() * (p - (example.label() ? 1 : 0));
        double bend = example.weight() * p * (1 - p);
        int last = x.length;
        for (int i = 0; i <= last; i++) {
            double xi = i == last ? 1 : x[i];
            gradient[i] += slope * xi;
            double scaled = bend * xi;
            double[] row = curvature[i];
            for (int j = 0; j <= i; j++) {
                row[j] += scaled * (j == last ? 1 : x[j]);
            }
        }
    }

    /** Solves by Cholesky for a symmetric positive definite matrix, given its lower half. */
    private static double[] solve(double[][] matrix, double[] right) {
        int size = right.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j][j];
            }
        }
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= matrix[i][k] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                solution[i] -= matrix[k][i] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        return solution;
    }
}
