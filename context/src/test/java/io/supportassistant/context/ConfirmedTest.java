package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmedTest {

    private static final String TROUBLE = "so the thermostat shows the wrong temperature?";

    private final Confirmed confirmed = new Confirmed(Language.english());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "Yeah, exactly.",
                "um yeah it does",
                "that's right",
                "Correct, yes.",
                "oh yes that's it"
            })
    void shouldTakeOverTheTroubleThatAYesConfirms(String yes) {
        assertThat(customerMeans(TROUBLE, yes)).isEqualTo(TROUBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "okay", "mhm", "yes but only in the hall", "I think so"})
    void shouldKeepOtherAnswers(String said) {
        assertThat(customerMeans(TROUBLE, said)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "do you have the app open?, yes",
        "hold the button for ten seconds, yeah",
        "I'll send you a label then, yes"
    })
    void shouldNotTakeOverStepsAndOffers(String said, String yes) {
        assertThat(customerMeans(said, yes)).isEqualTo(yes);
    }

    private String customerMeans(String agent, String customer) {
        List<Turn> turns =
                List.of(
                        new Turn("1", Speaker.AGENT, agent, 0L),
                        new Turn("2", Speaker.CUSTOMER, customer, 1_000L));
        return confirmed.inFull(turns).get(1).text();
    }
}
