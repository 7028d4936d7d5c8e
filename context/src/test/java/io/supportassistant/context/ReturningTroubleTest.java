package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.Language.Cue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturningTroubleTest {

    private final Language language = Language.english();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it shows E27 again",
                "E27 is back on the thermostat",
                "oh no, it came back",
                "it's still showing 401",
                "it's back"
            })
    void shouldHearThatTroubleReturns(String text) {
        assertThat(language.has(Cue.RETURNS, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I want to send it back", "call me back", "that works now, thanks"})
    void shouldHearNoReturnInOtherSpeech(String text) {
        assertThat(language.has(Cue.RETURNS, text)).isFalse();
    }
}
