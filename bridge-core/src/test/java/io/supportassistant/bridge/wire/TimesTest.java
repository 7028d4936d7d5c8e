package io.supportassistant.bridge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T10:00:07Z, 2026-01-15T10:00:07Z",
        "2026-01-15T10:00:07.25Z, 2026-01-15T10:00:07.250Z",
        "2026-01-15T10:00:07.123456789Z, 2026-01-15T10:00:07.123456789Z",
        "2026-01-15T12:00:07+02:00, 2026-01-15T10:00:07Z",
        "2026-01-15T12:00:07+02, 2026-01-15T10:00:07Z",
        "2026-01-15T10:00:07.Z, 2026-01-15T10:00:07Z",
        "2026-01-15T10:00Z, 2026-01-15T10:00:00Z",
        "1768471207, 2026-01-15T10:00:07Z",
        "1768471207250, 2026-01-15T10:00:07.250Z",
    })
    void shouldParseEveryTimestampFormat(String text, Instant moment) {
        assertThat(Times.parse(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-01-15",
                "2026-01-15T10:00:07",
                "2026-13-15T10:00:07Z",
                "2026-02-30T10:00:07Z",
                "2016-12-31T23:59:60Z",
                "1999-12-31T23:59:59Z",
                "2100-01-01T00:00:01Z",
                "-1768471207",
                "2026-01-15T10:00:07Zulu",
                "2026-01-15T10:00:07z1123456789Z",
                "2026-01-15T10:00:07+02x00",
                "2026-01-15 10:00:07Z",
            })
    void shouldReturnNullForAnInvalidTimestamp(String text) {
        assertThat(Times.parse(text)).isNull();
    }

    @Property
    void shouldParseExactlyWhatTheJdkParses(@ForAll("almostTimes") String text) {
        Assume.that(!text.matches("-?\\d*"));

        assertThat(Times.parse(text)).isEqualTo(byTheJdk(text));
    }

    private static Instant byTheJdk(String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            int year = moment.atOffset(java.time.ZoneOffset.UTC).getYear();
            return year >= 2000 && year < 2100 ? moment : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Timestamps with some characters replaced, removed or repeated. */
    @Provide
    Arbitrary<String> almostTimes() {
        Arbitrary<String> times =
                Arbitraries.of(
                        "2026-01-15T10:00:07Z",
                        "2026-01-15T10:00:07.123456789Z",
                        "2026-12-31T23:59:59.9+14:00",
                        "2026-01-15T10:00-11",
                        "2024-02-29T00:00:00.000000001-00:30");
        Arbitrary<String> pieces =
                Arbitraries.oneOf(
                        Arbitraries.strings().withChars("0123456789-+:.TtZz ").ofMaxLength(2),
                        Arbitraries.strings().ofMaxLength(2));
        return Combinators.combine(
                        times, pieces, Arbitraries.integers().between(0, 40), Arbitraries.of(0, 1))
                .as(
                        (time, piece, at, lost) -> {
                            int from = Math.min(at, time.length());
                            int to = Math.min(from + lost, time.length());
                            return time.substring(0, from) + piece + time.substring(to);
                        });
    }
}
