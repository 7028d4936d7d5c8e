package io.supportassistant.bridge.wire;

import com.ethlo.time.ITU;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Parses timestamps in the formats of telephone systems; returns null for any other text. */
public final class Times {

    /**
     * The boundary between seconds and milliseconds: in milliseconds it is in 1973, in seconds in
     * 5138.
     */
    private static final long SMALLEST_MILLIS = 100_000_000_000L;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final int TO_THE_SECOND = "2026-01-15T10:00:07".length();

    private Times() {}

    /** Parses ISO 8601 with any number of digits, or seconds or milliseconds since 1970. */
    public static Instant parse(String text) {
        if (text == null) {
            return null;
        }
        Long number = Numbers.wholeNumber(text);
        try {
            Instant instant =
                    number == null
                            ? iso(text)
                            : Math.abs(number) < SMALLEST_MILLIS
                                    ? Instant.ofEpochSecond(number)
                                    : Instant.ofEpochMilli(number);
            return plausible(instant);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant iso(String text) {
        return (isPlainUtc(text) ? ITU.parseDateTime(text) : OffsetDateTime.parse(text))
                .toInstant();
    }

    /**
     * The most common format. ITU parses it at a fraction of the cost, but is too lenient with
     * other formats.
     */
    private static boolean isPlainUtc(String text) {
        int end = text.length() - 1;
        if (end < TO_THE_SECOND || text.charAt(10) != 'T' || text.charAt(end) != 'Z') {
            return false;
        }
        if (end == TO_THE_SECOND) {
            return true;
        }
        for (int i = TO_THE_SECOND + 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.charAt(TO_THE_SECOND) == '.' && end > TO_THE_SECOND + 1;
    }

    /** Parses {@code Thu, 15 Jan 2026 10:00:00 +0000}. */
    public static Instant parseRfc2822(String text) {
        if (text == null) {
            return null;
        }
        try {
            return plausible(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant plausible(Instant instant) {
        return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
    }
}
