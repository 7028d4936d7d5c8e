package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.spokentext.Numerals;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Codes and card numbers in parts, as the assist job hears them: after the bridge's own redaction.
 */
class SplitEverydayFormsTest {

    private HeardCall call = new HeardCall();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: I sent you a code, can you read it to me? | customer: 482 | customer: 913",
                "agent: I sent you a code, can you read it to me? | customer: sure, it's 482 |"
                        + " agent: okay | customer: 913",
                "agent: I've just texted you a code | customer: okay | agent: can you read it to"
                        + " me? | customer: four eight two | customer: nine one three",
                "agent: you'll get a six digit code by text, what does it say? | customer: it says"
                        + " 482913",
                "agent: what's the six digit code? | customer: 482 | customer: 913",
                "agent: Ich habe Ihnen einen Code geschickt, lesen Sie ihn bitte vor | customer:"
                        + " 482 | customer: 913",
                "agent: Wie lautet der Code aus der SMS? | customer: vier acht zwei | customer:"
                        + " neun eins drei",
                "agent: Le he enviado un código, ¿me lo lee? | customer: 482 | customer: 913",
                "agent: Je vous ai envoyé un code, vous pouvez me le lire ? | customer: 482 |"
                        + " customer: 913",
                "customer: I got a text with a code | customer: it's 482 | customer: 913",
                "customer: the code they texted me is | customer: 482 | customer: 913",
                "customer: what card do you have on file | agent: I have 4539 1488 | agent: 0343"
                        + " 6467",
                "agent: card number please | customer: 4539 1488 | agent: is that a visa card? |"
                        + " customer: yes, 0343 6467",
                "agent: I have 4539 | agent: 1488 | customer: yes | agent: 0343 6467",
                "customer: 4539 1488 | agent: which card is that? | customer: 0343 6467",
                "agent: so that's forty five thirty nine fourteen eighty eight | agent: 0343 6467",
                "agent: Ihre Kartennummer bitte | customer: fünfundvierzig neununddreißig |"
                        + " customer: vierzehn achtundachtzig | customer: null drei dreiundvierzig"
                        + " | customer: vierundsechzig siebenundsechzig",
                "agent: su número de tarjeta | customer: cuatro mil ciento once | customer: mil"
                        + " ciento once"
            })
    void shouldReplaceEveryDigit(String turns) {
        call.hearAll(turns);

        for (String said : call.said()) {
            assertThat(Numerals.in(said.replaceAll("(?i)six digit", "")).digits())
                    .as("%s", call.said())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: what's the error code? | customer: 482 | customer: 913",
                "agent: what is your social security number? | customer: I don't have it here |"
                        + " agent: fine, then the policy number | customer: 48 22 91 7",
                "agent: and your date of birth? | customer: I'd rather not say that | agent: okay,"
                        + " the contract number? | customer: 4822917",
                "agent: I sent you a discount code for your next order | customer: okay it cost 20",
                "agent: I sent you a code. How many devices do you have? | customer: 14",
                "agent: I sent you the code, which screen do you see now? | customer: 2",
                "agent: what's your zip code, so I can send it? | customer: 94105",
                "agent: the code of conduct was sent to all | customer: 300",
                "agent: I emailed the QR code | customer: 2 times",
                "agent: did you get the promo code by mail? | customer: 3 days ago",
                "agent: Wie lautet der Fehlercode aus der Mail? | customer: 482",
                "agent: ¿Cuál es el código postal del correo? | customer: 28013",
                "agent: Quel est le code postal ? | customer: 75011",
                "agent: Le code erreur du mail ? | customer: 482",
                "agent: inside there is a plate with a four digit code | customer: it's oh nine two"
                        + " five",
                "agent: I sent the router | customer: 2 days ago",
                "agent: what year did you buy it? | customer: 2019 | customer: my card is"
                        + " 4539 1488 0343 6467",
                "agent: which model is it? | customer: 4100 | agent: okay | customer: and it's"
                        + " new",
                "agent: what is your order number? | customer: 4411 5522 | customer: 0343 6467",
                "agent: which error? | customer: 4042 | agent: and which card? | customer: yes",
                "customer: the screen shows | customer: 4042 | agent: okay | customer: 1234 5678",
                "agent: how much did you pay? | customer: four thousand one hundred | agent: okay",
                "agent: wie viele? | customer: neununddreißig"
            })
    void shouldKeepLeadingDigitsOfSomethingElse(String turns) {
        call.hearAll(turns);

        List<String> heard =
                List.of(turns.split(" \\| ")).stream()
                        .map(turn -> HeardCall.REDACTOR.redact(turn.split(": ", 2)[1]))
                        .toList();
        assertThat(call.said().subList(0, 2)).isEqualTo(heard.subList(0, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "agent: expiry and the code please | customer: november 2028, 417 # 417",
                "agent: Gültig bis, und die Prüfziffer? | customer: märz 29 und 417 # 417",
                "agent: what's your pin | customer: four threes # threes",
                "agent: ihre geheimzahl bitte | customer: viermal die acht # acht",
                "agent: el pin | customer: cuatro nueves # nueves",
                "agent: your pin please | customer: how long will this take | agent: two minutes |"
                        + " customer: okay 4 0 9 8 # 4 0 9 8",
                "agent: the account please | customer: 66518830 # 66518830",
                "agent: das konto bitte | customer: 190884215 # 190884215",
                "agent: ¿cuál es su teléfono? | customer: 677.410.932 # 410",
                "agent: what is your passphrase | customer: purple elephant kitchen window"
                        + " # elephant",
                "agent: ihr kennwort bitte | customer: das müsste kastanie sein # kastanie",
                "agent: what's the password | customer: should be walnut, like the tree # walnut",
                "agent: pick a new password please | customer: chestnut # chestnut",
                "agent: wie soll das neue passwort lauten | customer: kastanie # kastanie",
                "agent: what is your password | customer: marigold | agent: marigold, thank you"
                        + " # marigold",
                "agent: la contraseña por favor | customer: girasol | agent: girasol, correcto"
                        + " # girasol",
                "agent: le mot de passe s'il vous plaît | customer: noisette en minuscules puis 84"
                        + " # 84"
            })
    void shouldFindAnswersToQuestionsInEverydayWords(String turns, String gone) {
        call.hearAll(turns);

        assertThat(String.join(" | ", call.said())).doesNotContain(gone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: what is your passphrase | customer: you never gave me one",
                "agent: your password please | customer: can you hold a second",
                "agent: your password | customer: [secret] | agent: okay, looking now",
                "agent: what's on the account | customer: about 1500 dollars",
                "agent: your pin please | customer: what's the balance | agent: 1500"
            })
    void shouldKeepTextThatIsNotAnAnswer(String turns) {
        call.hearAll(turns);

        assertThat(String.join(" | ", call.said()))
                .isEqualTo(turns.replace("agent: ", "").replace("customer: ", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "achtundachtzig",
                "neununddreißig",
                "sechzehnhundert",
                "viertausendeinhundertelf",
                "veintitrés",
                "mil ciento once",
                "mille cent onze"
            })
    void shouldRecogniseCompoundNumbers(String said) {
        assertThat(Numerals.in(said).areAlone()).isTrue();
        assertThat(Numerals.in(said + " Geräte").areAlone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hundertwasser", "verhundertfacht", "undundundsoweiter"})
    void shouldNotRecogniseOtherWordsAsNumbers(String said) {
        assertThat(Numerals.in(said).digits()).isZero();
    }

    @Property(tries = 1000)
    void shouldAcceptAnyTurns(@ForAll("turns") List<String> turns) {
        call = new HeardCall();
        turns.forEach(call::hear);

        assertThat(call.said()).hasSize(turns.size());
        assertThat(HeardCall.REDACTION.withoutUnfinished(call.turns())).hasSize(turns.size());
    }

    @Provide
    Arbitrary<List<String>> turns() {
        Arbitrary<String> text =
                Arbitraries.of(
                                "I sent you a code",
                                "can you read it?",
                                "482",
                                "4539 1488",
                                "[card number]",
                                "yes, [card number]",
                                "is that a visa?",
                                "mil ciento once",
                                "neununddreißig",
                                "what is your password?",
                                "it's",
                                "[secret]",
                                "",
                                " ",
                                "\u2028",
                                "hundert",
                                "one")
                        .list()
                        .ofMaxSize(3)
                        .map(parts -> String.join(" ", parts));
        return Arbitraries.of("agent: ", "customer: ", "unknown: ")
                .flatMap(speaker -> text.map(said -> speaker + said))
                .list()
                .ofMaxSize(7);
    }
}
