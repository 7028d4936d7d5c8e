package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.PersonalData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaidValuesTest {

    private static final String ASKED =
            "agent: what password are you using? | customer: it's bluebird | agent: okay, and what"
                    + " happens then? | ";

    private static final String PIN =
            "agent: what's your PIN? | customer: one nine eight four | agent: thanks, one moment |"
                    + " agent: it says it is not valid | ";

    private final HeardCall call = new HeardCall();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer: I typed bluebird and it says it's wrong",
                "customer: yes Bluebird with a capital b",
                "customer: so bluebird should work, right?",
                "agent: let me try bluebird",
                "customer: hm | agent: yes? | customer: it does not accept bluebird."
            })
    void shouldReplaceAPasswordThatIsSaidAgain(String again) {
        call.hearAll(ASKED + again);

        assertThat(String.join(" ", call.said()).toLowerCase()).doesNotContain("bluebird");
        assertThat(call.said().get(call.said().size() - 1))
                .contains(PersonalData.SECRET.placeholder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer: really? 1984 always worked",
                "customer: hm, one nine eight four, that's what I have here",
                "customer: try 19 84 again"
            })
    void shouldReplaceACodeThatIsSaidAgain(String again) {
        call.hearAll(PIN + again);

        assertThat(String.join(" ", call.said()).toLowerCase())
                .doesNotContain("1984")
                .doesNotContain("nine eight")
                .doesNotContain("19 84");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: read me the code, please | customer: 48 2 | agent: mhm | customer: 91 3 |"
                        + " agent: thanks, what else happened? | customer: the app closed again |"
                        + " customer: 482913 did not work yesterday",
                "agent: what's your account number? | customer: it's 4402 | agent: okay | customer:"
                        + " 7781 | agent: and then? | customer: 93 | agent: thanks, one moment |"
                        + " agent: was it 4402778193 that you called about?"
            })
    void shouldReplaceANumberThatWasToldInPartsAndIsSaidAgainWhole(String turns) {
        call.hearAll(turns);

        assertThat(call.said().get(call.said().size() - 1)).contains("[").doesNotContain("13 ");
    }

    @Test
    void shouldReplaceAValueInTheMiddleOfALongTurn() {
        String filler = "and then it went on for a while with the same thing ".repeat(12);
        call.hearAll(ASKED + "customer: " + filler + "so I typed bluebird twice " + filler);

        assertThat(call.said().get(call.said().size() - 1)).doesNotContain("bluebird");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer: I have had it since 2024",
                "customer: the order is 1984221",
                "customer: a blue bird is on the screen"
            })
    void shouldKeepWhatIsNotTheValue(String other) {
        call.hearAll(ASKED + PIN + other);

        assertThat(call.said().get(call.said().size() - 1)).isEqualTo(other.substring(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: Welches Passwort verwenden Sie? | customer: moment, sonnenblume | agent:"
                        + " okay | customer: mit sonnenblume komme ich nicht rein",
                "agent: ¿Qué contraseña usa? | customer: un momento, girasol | agent: vale |"
                        + " customer: con girasol no puedo entrar",
                "agent: Quel mot de passe utilisez-vous ? | customer: attendez, tournesol | agent:"
                        + " oui | customer: avec tournesol je n'arrive pas",
                "agent: ¿Cuál es su PIN? | customer: un momento, cuatro siete uno uno | agent: vale"
                        + " | customer: qué raro, cuatro siete uno uno siempre funcionaba"
            })
    void shouldReplaceWhatIsSaidAgainInOtherLanguages(String turns) {
        call.hearAll(turns);

        assertThat(String.join(" ", call.said()))
                .doesNotContain("sonnenblume")
                .doesNotContain("girasol")
                .doesNotContain("tournesol")
                .doesNotContain("siete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my invoice is wrong since September",
                "I get paid on the fifteenth",
                "it stopped working in september"
            })
    void shouldKeepMonthsAfterADateOfBirthInParts(String other) {
        call.hearAll(
                "agent: What's your date of birth? | customer: September | agent: okay | customer:"
                    + " the fifteenth | agent: yes | customer: nineteen eighty two | agent: thank"
                    + " you, what can I do? | customer: "
                        + other);

        assertThat(call.said().get(call.said().size() - 1)).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({
        "Which password is not working?, laptop, the laptop does not start",
        "'Which password did you reset, the one for the app or for the portal?', portal, the portal"
                + " says error 401",
        "What password did you forget?, Instagram, Instagram keeps logging me out",
        "And the password?, blocked, my card is blocked",
        "Welches Passwort geht nicht?, Fritzbox, die Fritzbox blinkt rot",
        "¿Qué contraseña no funciona?, portal, el portal no carga",
        "Quel mot de passe ne marche pas ?, portail, le portail ne s'ouvre pas",
        "What is your password?, tiger, the tiger camera is offline",
        "What is your PIN?, 4011, the machine shows error 4011",
        "What is your PIN?, 2019, the app says 2019 dollars"
    })
    void shouldKeepThings(String question, String answer, String later) {
        call.hearAll(
                "agent: "
                        + question
                        + " | customer: "
                        + answer
                        + " | agent: okay, and what happens then? | customer: "
                        + later);

        assertThat(call.said().get(3)).isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource({
        "it's bluebird, 'thank you, the thermostat?', the thermostat shows E27",
        "it's bluebird, 'okay, and what happens?', it happens every day",
        "it's bluebird, 'thanks, which browser?', the browser is empty",
        "my password is Maple40, 'okay, your invoice?', my invoice is wrong",
        "my password is Maple40, 'great, and what happens?', it happens every day"
    })
    void shouldKeepWhatTheAgentAsksNext(String answer, String question, String later) {
        call.hearAll(
                "agent: what is your password? | customer: "
                        + answer
                        + " | agent: "
                        + question
                        + " | customer: "
                        + later);

        assertThat(call.said()).endsWith(question, later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it shows error 401",
                "it says error 401",
                "it displays code 17",
                "it happened at 9",
                "I was charged 2 times",
                "my internet is down since 8 o'clock",
                "I upgraded to Windows 11 and now it is broken"
            })
    void shouldKeepWhatTheCustomerSaysNext(String later) {
        call.hearAll(
                "agent: what is your password? | customer: bluebird | agent: Thank you. | customer:"
                        + " "
                        + later);

        assertThat(call.said()).endsWith(later);
    }

    @ParameterizedTest
    @CsvSource({
        "Please reset your password and try again, it says error 401",
        "Did you change your password recently?, it's Windows 11",
        "Please reset the password, I was charged 2 times",
        "Bitte setzen Sie das Passwort zurück, es zeigt Fehler 401",
        "Veuillez changer le mot de passe, c'est l'erreur 401"
    })
    void shouldKeepNumbersAfterAPasswordWasMentioned(String mention, String later) {
        call.hearAll(
                "agent: " + mention + " | customer: okay | agent: and now? | customer: " + later);

        assertThat(call.said()).endsWith(later);
    }

    @Test
    void shouldJoinNoAddressThatNobodyAskedFor() {
        call.hearAll(
                "customer: I bought the camera | agent: okay, and where was that? | customer: at"
                        + " your site hansen dot com");

        assertThat(call.said().get(0)).isEqualTo("I bought the camera");
    }

    @Test
    void shouldReplaceALongNumberThatWasSaidBefore() {
        call.hearAll(
                "customer: the page shows 4539 1488 and error 401 | customer: and 4539 1488 |"
                        + " customer: and 0343 6467");

        assertThat(String.join(" ", call.said())).doesNotContain("4539").contains("error 401");
    }

    @Test
    void shouldKeepTheSameWordInEarlierSpeech() {
        call.hearAll(
                "customer: the tiger camera is offline | agent: what is your password? | customer:"
                        + " tiger");

        assertThat(call.said())
                .startsWith("the tiger camera is offline")
                .endsWith(PersonalData.SECRET.placeholder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dana dot reyes, okay",
                "mhm, dana dot reyes",
                "dana dot reyes?",
                "is that reyes with a y?",
                "all lower case?",
                "okay, and the domain?",
                "hold on, I'm typing"
            })
    void shouldReplaceAnAddressThatIsReadBackInParts(String readBack) {
        call.hearAll(
                "agent: which email do you log in with? | customer: dana dot reyes | agent: "
                        + readBack
                        + " | customer: at hotmail dot com | agent: so dana dot reyes at hotmail"
                        + " dot com");

        assertThat(String.join(" ", call.said())).doesNotContain("reyes").doesNotContain("hotmail");
    }

    @Test
    void shouldReplaceAShortPartOfAnAddressThatIsReadBack() {
        call.hearAll(
                "agent: what's your email? | customer: it's dana | agent: dana | customer: at gmail"
                        + " dot com | agent: thank you Dana");

        assertThat(call.said().subList(2, 5))
                .containsExactly(
                        PersonalData.EMAIL.placeholder(),
                        PersonalData.EMAIL.placeholder(),
                        "thank you Dana");
    }

    @Test
    void shouldKeepHashesOfTheCallOnly() {
        SaidValues one = new SaidValues("one", List.of());
        SaidValues other = new SaidValues("other", List.of());
        one.remember(PersonalData.SECRET, "bluebird");
        other.remember(PersonalData.SECRET, "bluebird");

        assertThat(one.list()).hasSize(1).isNotEqualTo(other.list());
        assertThat(one.list().get(0).hash()).matches("[0-9a-f]{16}");
        assertThat(new SaidValues("one", one.list()).in("typed bluebird")).hasSize(1);
        assertThat(new SaidValues("two", one.list()).in("typed bluebird")).isEmpty();
    }

    @Test
    void shouldForgetTheOldestOfManyValues() {
        SaidValues said = new SaidValues("call", List.of());
        for (int i = 0; i < 30; i++) {
            said.remember(PersonalData.SECRET, "value" + i);
        }

        assertThat(said.list()).hasSize(20);
        assertThat(said.in("value0")).isEmpty();
        assertThat(said.in("value29")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yes", "four", "dana", "a very long sentence with many words in it"})
    void shouldNotRememberWhatIsSaidForOtherReasons(String value) {
        SaidValues said = new SaidValues("call", List.of());

        assertThat(said.remember(PersonalData.SECRET, value)).isFalse();
        assertThat(said.in("four dana yes " + value)).isEmpty();
    }
}
