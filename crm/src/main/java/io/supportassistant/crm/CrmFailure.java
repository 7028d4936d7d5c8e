package io.supportassistant.crm;

import java.util.Locale;

/** Kinds of CRM failures. */
public enum CrmFailure {
    /** The CRM rejects the credentials: 401 also with a new token, or no token at all. */
    CREDENTIALS(true),
    /** The credentials lack a permission: 403. */
    FORBIDDEN(false),
    /** 404. */
    NOT_FOUND(false),
    /** The CRM rejects the request, and a retry does not help: 400, 422. */
    REFUSED(false),
    /** Another client writes the same record: 409, a locked row. */
    CONFLICT(true),
    /** The rate limit is exceeded: 429. */
    RATE_LIMITED(true),
    /** The daily quota is used up. */
    QUOTA(true),
    /** No connection, or a status of 500 and above. */
    UNAVAILABLE(true),
    /** The deadline passed; it is unknown whether the operation was done. */
    TIMEOUT(true),
    /** The response does not match the API. */
    MALFORMED(true),
    /** The response reports success but contains failures. */
    PARTIAL(true),
    /** No request was sent: the circuit breaker is open after too many failures. */
    CIRCUIT_OPEN(true);

    private final boolean passing;

    CrmFailure(boolean passing) {
        this.passing = passing;
    }

    /** Whether a retry of the same request may succeed later. */
    public boolean isPassing() {
        return passing;
    }

    /** The name in metrics, events and logs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
