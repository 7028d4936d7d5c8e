package io.supportassistant.crm;

import java.time.Instant;
import java.util.List;

/**
 * Limits for data from a customer database: a profile has to fit in one Kafka message, and
 * consumers have to be able to decode it.
 */
final class ProfileLimits {

    /** UTF-16 units; enough for every field that people fill in. */
    static final int LONGEST_TEXT = 300;

    static final int LONGEST_ID = 255;
    static final int MOST_PRODUCTS = 50;
    static final int MOST_CUSTOMERS = 20;

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private ProfileLimits() {}

    /**
     * @param text may be null
     */
    static String text(String text) {
        if (text == null || text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        return text.substring(0, end) + "\u2026";
    }

    static List<String> products(List<String> products) {
        return products.stream().limit(MOST_PRODUCTS).map(ProfileLimits::text).toList();
    }

    /**
     * @param id may be null
     * @throws IllegalArgumentException if it is too long to be an id
     */
    static String id(String id) {
        if (id != null && id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "an id is longer than " + LONGEST_ID + " characters");
        }
        return id;
    }

    /** Null for a time that other programs could not parse. */
    static Instant time(Instant time) {
        return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    }
}
