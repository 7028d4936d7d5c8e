package io.supportassistant.crm;

/**
 * Whom to look up for a call.
 *
 * @param customerId as the telephone system has it, or the one the agent chose; or null
 * @param phone or null
 * @param chosen whether the agent said that it is this customer
 * @param generation of the call's number: 0, and one more each time it has another number
 */
public record Caller(
        String sessionId, String customerId, String phone, boolean chosen, int generation) {

    /** What the telephone system says of a caller. */
    static Caller announced(String sessionId, String customerId, String phone) {
        return new Caller(sessionId, customerId, phone, false, 0);
    }

    /** Whom the agent chose. */
    static Caller chosen(String sessionId, String customerId) {
        return new Caller(sessionId, customerId, null, true, 0);
    }

    Caller withGeneration(int next) {
        return new Caller(sessionId, customerId, phone, chosen, next);
    }

    /** Says nothing personal. */
    @Override
    public String toString() {
        return "the caller of session " + sessionId;
    }
}
