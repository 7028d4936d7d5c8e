package io.supportassistant.remote;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}. */
public final class RetryAfter {

    private static final double MOST_SECONDS = 1e6;

    private RetryAfter() {}

    /** Seconds or an HTTP date; empty if the header is absent or invalid. */
    public static Optional<Duration> of(HttpHeaders headers) {
        return headers.firstValue("Retry-After").map(String::strip).map(RetryAfter::parse);
    }

    private static @Nullable Duration parse(String text) {
        try {
            double seconds = Double.parseDouble(text);
            return seconds >= 0 && seconds < MOST_SECONDS
                    ? Duration.ofMillis((long) Math.ceil(seconds * 1000))
                    : null;
        } catch (NumberFormatException e) {
            return untilDate(text);
        }
    }

    private static @Nullable Duration untilDate(String date) {
        try {
            Instant at =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(Instant.now(), at);
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.toSeconds() < MOST_SECONDS ? wait : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
