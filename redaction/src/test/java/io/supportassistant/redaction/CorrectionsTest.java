package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionsTest {

    @ParameterizedTest
    @CsvSource({
        "4812 and it is off, [secret] and it is off, 4812 and it is off, [secret] and it is off",
        "it is bluebird, it is [secret], error 401 it is bluebird, error 401 it is [secret]",
        "four eight one two ok, [secret] ok, pin 4812 ok, pin [number] ok",
        "hello, hello, my 4812, my 4812",
        "hunter twenty one and I forgot how, [secret] and I forgot how, hunter 21 and I forgot how,"
                + " [secret] and I forgot how",
        "it is the third of may eighty four and my hub, it is [date of birth] and my hub, so it is"
                + " the third of may 84 and my hub, so it is [date of birth] and my hub",
        "my password is sunflower ninety nine, my password is [secret], my password is sunflower"
                + " 99, my password is [secret]",
        "blue thirty five, [secret], the lamp is blue 35 times, the lamp is blue 35 times",
        "it is four one five, it is [phone number], the app says it is offline., the app says it is"
                + " offline.",
        "the hub, a hub, my thermostat shows E27, my thermostat shows E27",
        "okay so yes, 'Okay, so yes.', I was charged 1299 dollars, I was charged 1299 dollars",
        "my pin is 4812, my pin is [secret], the router with 44812, the router with 44812",
        "one sesame, one [secret], two sesame seeds, two [secret] seeds",
        "my PIN is 77 41 90, my PIN is [secret], the bill says 3100 kilowatt hours, the bill says"
                + " 3100 kilowatt hours",
        "it is 4812, it is [secret], I bought it in 2019 it is four eight one two, I bought it in"
                + " 2019 it is [number]",
        "hunter blue horse nine and, [secret] and, said: “hunter blue ho...”, said: “[secret]...”",
        "the third of may 1984, [date of birth], said: “and the...”, said: “and [date of"
                + " birth]...”",
        "hello bluebird, hello [secret], said: “hello there...”, said: “hello there...”"
    })
    void shouldReplaceWhatTheCorrectionRemoved(
            String before, String after, String text, String expected) {
        assertThat(Corrections.carriedOver(text, before, after, List.of(), List.of()))
                .isEqualTo(expected);
    }

    /** Other segments that say the same stand as they are, and so does what quotes them. */
    @ParameterizedTest
    @CsvSource({
        "tiger, [secret], the tiger camera is offline, the tiger camera is offline",
        "2026, [secret], Since 2026 the app shows error 401, Since 2026 the app shows error 401",
        "may, [date of birth], I may have broken it, I may have broken it",
        "tiger, [secret], the tiger camera is offline, “... the tiger...”",
        "tiger, [secret], the tiger camera is offline, tiger camera is off",
    })
    void shouldKeepWhatAnotherSegmentSays(String before, String after, String other, String text) {
        assertThat(
                        Correction.of(before, after, List.of(), Instant.EPOCH, Stream.of(other))
                                .carriedOver(text))
                .isEqualTo(text);
    }

    @Test
    void shouldReplaceTheSameWordsInAnotherPlace() {
        Correction correction =
                Correction.of(
                        "tiger",
                        "[secret]",
                        List.of(),
                        Instant.EPOCH,
                        Stream.of("the tiger camera is offline"));

        assertThat(correction.carriedOver("the tiger camera is offline, my password is tiger"))
                .isEqualTo("the tiger camera is offline, my password is [secret]");
        assertThat(correction.carriedOver("tiger")).isEqualTo("[secret]");
    }

    @ParameterizedTest
    @CsvSource({"four, [secret]", "415, [phone number]", "oh one, [card number]"})
    void shouldKeepFewDigitsInOtherTexts(String before, String after) {
        String text = "I have four cameras and 415 oh one";

        assertThat(Corrections.carriedOver(text, before, after, List.of(), List.of()))
                .isEqualTo(text);
    }

    @Property
    void shouldMakeTheFormerTextTheCorrectedOne(@ForAll String head, @ForAll String tail) {
        String before = head + " bluebird " + tail;
        String after = head + " [secret] " + tail;

        assertThat(Corrections.carriedOver(before, before, after, List.of(), List.of()))
                .doesNotContain("bluebird");
    }
}
