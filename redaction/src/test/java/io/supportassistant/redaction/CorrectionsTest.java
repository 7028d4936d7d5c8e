package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionsTest {

    @ParameterizedTest
    @CsvSource({
        "4812 and it is off, [secret] and it is off, 4812 and it is off, [secret] and it is off",
        "it is bluebird, it is [secret], error 401 it is bluebird, error 401 it is [secret]",
        "four eight one two ok, [secret] ok, pin 4812 ok, pin [number] ok",
        "hello, hello, my 4812, my 4812"
    })
    void shouldReplaceWhatTheCorrectionRemoved(
            String before, String after, String text, String expected) {
        assertThat(Corrections.carriedOver(text, before, after, List.of())).isEqualTo(expected);
    }

    @Property
    void shouldMakeTheFormerTextTheCorrectedOne(@ForAll String head, @ForAll String tail) {
        String before = head + " bluebird " + tail;
        String after = head + " [secret] " + tail;

        assertThat(Corrections.carriedOver(before, before, after, List.of()))
                .doesNotContain("bluebird");
    }
}
