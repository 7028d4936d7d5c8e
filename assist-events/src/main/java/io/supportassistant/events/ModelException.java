package io.supportassistant.events;

import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * The model gave no usable answer. The message has the outcome and, if a server sent them, its
 * status and error code; never the content of the request or the response.
 */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ModelOutcome outcome;
    private final transient ModelUse use;
    private final Duration retryAfter;

    public ModelException(ModelOutcome outcome, String detail, ModelUse use, Duration retryAfter) {
        super(outcome.wireName() + (detail == null ? "" : ": " + detail), null, false, false);
        this.outcome = outcome;
        this.use = use;
        this.retryAfter = retryAfter;
    }

    public ModelException(ModelOutcome outcome, String detail, ModelUse use) {
        this(outcome, detail, use, null);
    }

    /** Finds the {@link ModelException} among the causes of a failed future; null without one. */
    public static ModelException in(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ModelException model ? model : null;
    }

    public ModelOutcome outcome() {
        return outcome;
    }

    /** The tokens and requests used in spite of the failure. */
    public ModelUse use() {
        return use;
    }

    /** How long the server asks to wait, or null if it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public ModelException with(ModelUse total) {
        String message = getMessage();
        int detail = message.indexOf(": ");
        return new ModelException(
                outcome, detail < 0 ? null : message.substring(detail + 2), total, retryAfter);
    }
}
