package io.supportassistant.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCircuitTest {

    private static final int MANY = 100;

    private final ModelCircuit circuit = new ModelCircuit(Duration.ofMinutes(1));

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "CUT_OFF", "INVALID_REQUEST"})
    void shouldStayClosedWhileTheServerWorks(ModelOutcome outcome) {
        fail(outcome);

        assertThat(circuit.isOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "UNAVAILABLE", "UNAUTHORIZED", "NOT_FOUND", "OVER_QUOTA"})
    void shouldOpenIfTheServerFails(ModelOutcome outcome) {
        fail(outcome);

        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.permits()).isFalse();
    }

    private void fail(ModelOutcome outcome) {
        for (int request = 0; request < MANY && circuit.permits(); request++) {
            circuit.failed(new ModelException(outcome, null, ModelUse.NONE), 1);
        }
    }
}
