package io.supportassistant.crm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * An operation of the CRM failed. The message is safe to log: status and the vendor's codes, never
 * text from the response.
 */
public final class CrmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CrmFailure failure;
    private final transient Duration retryAfter;

    public CrmException(CrmFailure failure, String message) {
        this(failure, message, null);
    }

    /**
     * @param retryAfter how long the CRM asks to wait, or null
     */
    public CrmException(CrmFailure failure, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    public CrmFailure failure() {
        return failure;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The cause of a future's failure; an unexpected exception counts as malformed. */
    public static CrmException of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof CrmException known
                ? known
                : new CrmException(CrmFailure.MALFORMED, cause.getClass().getSimpleName());
    }
}
