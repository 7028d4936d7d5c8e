package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuledOutTest {

    private static final String ASKED = "did you type a wrong password a few times?";

    private final RuledOut ruledOut = new RuledOut(Language.english());

    @ParameterizedTest
    @CsvSource({
        "'no, the password is right, it takes it', 'no , it takes it'",
        "no the passwords right it takes it, no it takes it",
        "'um no no the password''s fine it''s the code', no it's the code",
        "'Nope, password works. It is the code.', 'no . It is the code.'",
        "no it's not the password it's the code, no it's the code",
        "'no, not the password, the code', 'no , the code'",
        "'what no, the old password is all right', no"
    })
    void shouldRemoveThingsThatTheCustomerRulesOut(String said, String left) {
        assertThat(leftOf(ASKED, said)).containsExactly("", left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "no it does not take the password",
                "no that's fine thanks",
                "no it is not working",
                "the password is fine now",
                "yes the password is right",
                "no my password is wrong"
            })
    void shouldKeepOtherText(String said) {
        assertThat(leftOf(ASKED, said)).containsExactly(ASKED, said);
    }

    @Test
    void shouldRemoveARuledOutThingFromEarlierTurns() {
        List<Turn> left =
                ruledOut.leftOut(
                        List.of(
                                turn(Speaker.CUSTOMER, "It beeps. The Keys light is red"),
                                turn(Speaker.AGENT, "is the key worn?"),
                                turn(Speaker.CUSTOMER, "no the key's fine"),
                                turn(Speaker.AGENT, "and the key reader?")));

        assertThat(left)
                .extracting(Turn::text)
                .containsExactly("It beeps. The light is red", "", "no", "and the key reader?");
    }

    @Test
    void shouldIgnoreThingsThatTheAgentRulesOut() {
        List<Turn> turns =
                List.of(
                        turn(Speaker.CUSTOMER, "is it the hub?"),
                        turn(Speaker.AGENT, "no the hub is fine"));

        assertThat(ruledOut.leftOut(turns)).isEqualTo(turns);
    }

    private List<String> leftOf(String agent, String customer) {
        return ruledOut
                .leftOut(List.of(turn(Speaker.AGENT, agent), turn(Speaker.CUSTOMER, customer)))
                .stream()
                .map(Turn::text)
                .toList();
    }

    private static Turn turn(Speaker speaker, String text) {
        return new Turn("s", speaker, text, 0L);
    }
}
