package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.evaluation.LogisticRegression.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static final double[] TRUE_WEIGHTS = {1.5, -2, 0.5, 0, -0.7};

    /** Index of the last weight, the bias. */
    private static final int BIAS = TRUE_WEIGHTS.length - 1;

    @Test
    void shouldRecoverTheWeightsThatGeneratedTheData() {
        double[] fitted = LogisticRegression.fit(generated(20_000), 1e-6);

        // the error of a weight is about 2.5 / sqrt(20000) = 0.02
        assertThat(fitted).containsExactly(TRUE_WEIGHTS, within(0.1));
    }

    @Test
    void shouldFindTheLowestLoss() {
        List<Example> examples = generated(300);
        double[] fitted = LogisticRegression.fit(examples, 2);
        double least = loss(examples, fitted, 2);

        for (int i = 0; i < fitted.length; i++) {
            for (double step : new double[] {-0.01, 0.01}) {
                double[] beside = fitted.clone();
                beside[i] += step;
                assertThat(loss(examples, beside, 2)).isGreaterThan(least);
            }
        }
    }

    @Test
    void shouldShrinkAllWeightsButTheBiasByTheRidge() {
        List<Example> examples = generated(2_000);

        double[] shrunk = LogisticRegression.fit(examples, 1e6);

        for (int i = 0; i < BIAS; i++) {
            assertThat(shrunk[i]).isEqualTo(0, within(0.01));
        }
        double share = examples.stream().filter(Example::label).count() / 2_000.0;
        assertThat(LogisticRegression.probability(shrunk, new double[BIAS]))
                .isEqualTo(share, within(0.01));
    }

    @Test
    void shouldCountAnExampleByItsWeight() {
        List<Example> weighted =
                List.of(
                        new Example(new double[] {1}, true, 3),
                        new Example(new double[] {1}, false, 1),
                        new Example(new double[] {0}, false, 2),
                        new Example(new double[] {0}, true, 1));
        List<Example> repeated = new ArrayList<>();
        weighted.forEach(
                example -> {
                    for (int i = 0; i < example.weight(); i++) {
                        repeated.add(new Example(example.features(), example.label(), 1));
                    }
                });

        double[] fitted = LogisticRegression.fit(weighted, 1e-9);

        assertThat(fitted).containsExactly(LogisticRegression.fit(repeated, 1e-9), within(1e-6));
        // three of four, and one of three
        assertThat(LogisticRegression.probability(fitted, new double[] {1}))
                .isEqualTo(0.75, within(1e-6));
        assertThat(LogisticRegression.probability(fitted, new double[] {0}))
                .isEqualTo(1 / 3.0, within(1e-6));
    }

    @Test
    void shouldStayFiniteForSeparableExamples() {
        List<Example> separable =
                List.of(
                        new Example(new double[] {-1, 0}, false, 1),
                        new Example(new double[] {1, 0}, true, 1));

        double[] fitted = LogisticRegression.fit(separable, 0.1);

        // the second feature says nothing, and the bias is even
        assertThat(fitted[0]).isPositive().isFinite();
        assertThat(fitted[1]).isEqualTo(0, within(1e-9));
        assertThat(fitted[2]).isEqualTo(0, within(1e-6));
    }

    private static List<Example> generated(int count) {
        Random random = new Random(7);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] features = new double[BIAS];
            for (int j = 0; j < BIAS; j++) {
                features[j] = random.nextGaussian();
            }
            boolean label =
                    random.nextDouble() < LogisticRegression.probability(TRUE_WEIGHTS, features);
            examples.add(new Example(features, label, 1));
        }
        return examples;
    }

    private static double loss(List<Example> examples, double[] weights, double ridge) {
        double loss = 0;
        for (Example example : examples) {
            double p = LogisticRegression.probability(weights, example.features());
            loss -= example.weight() * Math.log(example.label() ? p : 1 - p);
        }
        for (int i = 0; i < weights.length - 1; i++) {
            loss += ridge / 2 * weights[i] * weights[i];
        }
        return loss;
    }
}
