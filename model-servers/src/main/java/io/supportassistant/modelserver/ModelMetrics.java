package io.supportassistant.modelserver;

import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Metrics of the models. Called from several threads; no metric identifies a call. */
public interface ModelMetrics {

    /**
     * Counts a finished request of an agent.
     *
     * @param outcome {@code ok}, or the wire name of a {@link ModelOutcome}
     */
    void asked(String agent, String outcome, ModelUse use, Duration took);

    /** Counts a text of a model that was rejected. */
    void withheld(String agent, String reason);

    /** Counts a plain agent that failed or was late while a model is configured. */
    void plainAgentFailed(String agent);

    /** Registers a gauge, such as the length of a queue. */
    void watch(String name, IntSupplier value);

    ModelMetrics NONE =
            new ModelMetrics() {
                @Override
                public void asked(String agent, String outcome, ModelUse use, Duration took) {}

                @Override
                public void withheld(String agent, String reason) {}

                @Override
                public void plainAgentFailed(String agent) {}

                @Override
                public void watch(String name, IntSupplier value) {}
            };
}
