package io.supportassistant.crm;

import java.util.Locale;

/** Ways in which a CRM fails. */
public enum CrmFailure {
    /** It does not accept who we say we are: 401 also with a new token, or no token at all. */
    CREDENTIALS(true),
    /** We may not do that: 403. */
    FORBIDDEN(false),
    /** 404. */
    NOT_FOUND(false),
    /** It will not take what we sent, however often: 400, 422. */
    REFUSED(false),
    /** Somebody else writes the same at this moment: 409, a locked row. */
    CONFLICT(true),
    /** Too many requests for now: 429. */
    RATE_LIMITED(true),
    /** Too many requests for today. */
    QUOTA(true),
    /** No connection, or a status of 500 and above. */
    UNAVAILABLE(true),
    /** It took longer than the deadline; whether it was done is not known. */
    TIMEOUT(true),
    /** The answer is none of what was agreed. */
    MALFORMED(true),
    /** It reported success, and failure inside. */
    PARTIAL(true),
    /** It was not asked, as it has failed too often of late. */
    CIRCUIT_OPEN(true);

    private final boolean passing;

    CrmFailure(boolean passing) {
        this.passing = passing;
    }

    /** Whether the same may succeed later, without anything in it being changed. */
    public boolean isPassing() {
        return passing;
    }

    /** Its name in metrics, events and logs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
