package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneticIndexTest {

    private final PhoneticIndex sounds = new PhoneticIndex();

    @Test
    void shouldFindAWordThatSoundsTheSame() {
        sounds.add("Thermostat shows the wrong temperature");

        assertThat(sounds.of("thermastat", false)).containsExactly("thermostat");
        assertThat(sounds.of("tempratur", false)).containsExactly("temperature");
    }

    @Test
    void shouldFindAWordThatWasHeardAsTwo() {
        sounds.add("On holiday with the doorbell");

        assertThat(sounds.of("hollyday", true)).containsExactly("holiday");
        assertThat(sounds.of("doorbell", true)).containsExactly("doorbell");
    }

    @Test
    void shouldAddNothingToAnIndexedWord() {
        sounds.add("the camera, the chimera");

        assertThat(sounds.of("camera", false)).isEmpty();
    }

    @Test
    void shouldNotMistakeShortWordsOrOtherWordsWithTheSameConsonants() {
        sounds.add("four two plan; terminate");

        assertThat(sounds.of("for", false)).isEmpty();
        assertThat(sounds.of("tornados", false)).isEmpty();
    }

    @Test
    void shouldForgetTheWordsOfARemovedArticle() {
        sounds.add("holiday plans");
        sounds.add("holiday cover");
        sounds.remove("holiday plans");
        assertThat(sounds.of("hollyday", true)).containsExactly("holiday");

        sounds.remove("holiday cover");
        assertThat(sounds.of("hollyday", true)).isEmpty();
    }
}
