package io.supportassistant.crm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A CRM did not do what it was asked. The message is fit for logs: status and the vendor's codes,
 * never a text of the answer.
 */
public final class CrmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CrmFailure failure;
    private final transient Duration retryAfter;

    public CrmException(CrmFailure failure, String message) {
        this(failure, message, null);
    }

    /**
     * @param retryAfter how long the CRM wants to be left alone, or null
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

    /** What a future failed with; anything unexpected counts as malformed. */
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
