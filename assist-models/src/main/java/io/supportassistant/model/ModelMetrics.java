package io.supportassistant.model;

import io.supportassistant.assist.ModelOutcome;
import io.supportassistant.events.ModelUse;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Where models' doings are counted. Called from several threads; nothing here names a call. */
public interface ModelMetrics {

    /**
     * An agent's request has ended.
     *
     * @param outcome {@code ok}, or the wire name of a {@link ModelOutcome}
     */
    void asked(String agent, String outcome, ModelUse use, Duration took);

    /** Something a model wrote was not let through. */
    void withheld(String agent, String reason);

    /** A plain agent failed or was late where models are asked too. */
    void plainAgentFailed(String agent);

    /** A value to be read now and then, such as the length of a queue. */
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
