package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;

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
                "it's back",
                "it shows 401 again",
                "oh no the thermostat is off again, E27",
                "the error came back",
                "now it shows E27",
                "I got charged twice again",
                "It worked for a minute and now it's off again",
                "it was fine but now it shows E27 again"
            })
    void shouldHearThatTroubleReturns(String text) {
        assertThat(language.saysThatItReturns(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I want to send it back",
                "call me back",
                "that works now, thanks",
                "thanks again for your help",
                "thank you so much, the thermostat is working again",
                "great, it's back to normal",
                "it's back online",
                "perfect, the display is back",
                "can you say that again please",
                "what was your name again",
                "ok so I don't need to call again",
                "and E27 is gone now",
                "good, no more E27",
                "so E27 was because of the filter I guess",
                "what does it mean if it shows E27",
                "the mail says 2 to 3 days"
            })
    void shouldHearNoReturnInOtherSpeech(String text) {
        assertThat(language.saysThatItReturns(text)).isFalse();
    }
}
