package io.supportassistant.bridge;

import io.supportassistant.events.Speaker;
import java.util.Locale;
import java.util.Set;

/** Who a telephone system's word for a speaker means. */
public final class Speakers {

    private static final Set<String> CUSTOMER =
            Set.of("customer", "caller", "client", "external", "end_customer", "user", "consumer");

    /** Bots and announcements speak for the company, as an agent does. */
    private static final Set<String> AGENT =
            Set.of("agent", "internal", "worker", "supervisor", "bot", "system", "operator");

    private Speakers() {}

    /** Unknown for words that are in neither list, and for null. */
    public static Speaker of(String word) {
        if (word == null) {
            return Speaker.UNKNOWN;
        }
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return CUSTOMER.contains(lower)
                ? Speaker.CUSTOMER
                : AGENT.contains(lower) ? Speaker.AGENT : Speaker.UNKNOWN;
    }
}
