package io.supportassistant.job.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    private static final Language ENGLISH = Language.english();

    @Test
    void shouldCountOnlyWordsThatTellSomething() {
        assertThat(ENGLISH.informativeWords("Hello, um, my Thermostat shows E27 and a red light"))
                .containsExactly("thermostat", "shows", "e27", "red", "light");
    }

    @Test
    void shouldNotCountVagueWords() {
        assertThat(ENGLISH.informativeWords("My app doesn't work, I need help with a problem"))
                .isEmpty();
    }

    @Test
    void shouldCountAWordOnce() {
        assertThat(ENGLISH.informativeWords("login login LOGIN")).containsExactly("login");
    }

    @Test
    void shouldReadTypographicApostrophes() {
        assertThat(ENGLISH.informativeWords("It doesn\u2019t, we\u2019ve")).isEmpty();
        assertThat(ENGLISH.bringsAProblem("it doesn\u2019t connect")).isTrue();
    }

    @Test
    void shouldLeaveOutFillersWithTheirPunctuation() {
        assertThat(ENGLISH.withoutFillers("Um, so it is, uh, broken. Okay?"))
                .isEqualTo("so it is, broken.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My app doesn't work",
                "I can't log in",
                "it keeps rebooting",
                "the parcel is late",
                "how do I cancel",
                "I want to return it",
                "there is an error",
                "is there a discount"
            })
    void shouldHearAProblemAQuestionOrAWish(String text) {
        assertThat(ENGLISH.bringsAProblem(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"okay", "hello there", "yes", "thank you very much", "mm-hm", ""})
    void shouldHearNoProblemInCourtesies(String text) {
        assertThat(ENGLISH.bringsAProblem(text)).isFalse();
    }

    @Property(tries = 500)
    void shouldNeverFail(@ForAll String text) {
        assertThatCode(
                        () -> {
                            ENGLISH.informativeWords(text);
                            ENGLISH.withoutFillers(text);
                            ENGLISH.bringsAProblem(text);
                        })
                .doesNotThrowAnyException();
    }
}
