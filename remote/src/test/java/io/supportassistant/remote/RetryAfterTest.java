package io.supportassistant.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Duration MOST = Duration.ofSeconds(1_000_000);

    @ParameterizedTest
    @CsvSource({"0, 0", "120, 120000", "1.5, 1500", "0.0001, 1", "' 7 ', 7000"})
    void shouldReadSeconds(String header, long millis) {
        assertThat(of(header)).contains(Duration.ofMillis(millis));
    }

    @Test
    void shouldReadADate() {
        assertThat(of(in(Duration.ofSeconds(90))).orElseThrow())
                .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    }

    @Test
    void shouldNotWaitForADateInThePast() {
        assertThat(of(in(Duration.ofDays(-1)))).contains(Duration.ZERO);
        assertThat(of("Fri, 31 Dec 1999 23:59:59 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "NaN",
                "Infinity",
                "1e300",
                "1000000",
                "2026-11-22T10:00:00Z",
                "Sun, 99 Nov 2026 10:00:00 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void shouldIgnoreUnusableValues(String header) {
        assertThat(of(header)).isEmpty();
    }

    @Test
    void shouldBeEmptyWithoutTheHeader() {
        assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, value) -> true))).isEmpty();
    }

    @Property
    void shouldGiveABoundedWaitOrNone(@ForAll String header) {
        of(header).ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, MOST));
    }

    private static String in(Duration time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(time));
    }

    private static Optional<Duration> of(String header) {
        return RetryAfter.of(
                HttpHeaders.of(Map.of("retry-after", List.of(header)), (name, value) -> true));
    }
}
