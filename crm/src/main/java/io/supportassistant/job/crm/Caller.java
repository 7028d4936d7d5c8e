package io.supportassistant.job.crm;

/**
 * Whom to look up for a call.
 *
 * @param customerId as the telephone system has it, or the one the agent chose; or null
 * @param phone or null
 * @param chosen whether the agent said that it is this customer
 */
public record Caller(String sessionId, String customerId, String phone, boolean chosen) {

    /** What the telephone system says of a caller. */
    static Caller announced(String sessionId, String customerId, String phone) {
        return new Caller(sessionId, customerId, phone, false);
    }

    /** Whom the agent chose. */
    static Caller chosen(String sessionId, String customerId) {
        return new Caller(sessionId, customerId, null, true);
    }

    /** Says nothing personal. */
    @Override
    public String toString() {
        return "the caller of session " + sessionId;
    }
}
