package io.supportassistant.crm;

/**
 * The caller to look up for a call.
 *
 * @param customerId from the telephone system or chosen by the agent, or null
 * @param phone or null
 * @param chosen whether the agent chose this customer
 * @param generation starts at 0 and grows by one whenever the telephone system reports another
 *     number or another customer id
 */
public record Caller(
        String sessionId, String customerId, String phone, boolean chosen, int generation) {

    /** The caller as the telephone system reports it. */
    static Caller announced(String sessionId, String customerId, String phone) {
        return new Caller(sessionId, customerId, phone, false, 0);
    }

    /** The customer that the agent chose. */
    static Caller chosen(String sessionId, String customerId) {
        return new Caller(sessionId, customerId, null, true, 0);
    }

    Caller withGeneration(int next) {
        return new Caller(sessionId, customerId, phone, chosen, next);
    }

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "the caller of session " + sessionId;
    }
}
