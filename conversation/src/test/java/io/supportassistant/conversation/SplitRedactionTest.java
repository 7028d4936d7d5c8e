package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.spokentext.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitRedactionTest {

    private static final List<String> SPOKEN =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final List<String> BACK_CHANNELS =
            List.of("okay", "Mm-hmm.", "go on", "Right, and the next four?", "yes", "got that");

    private HeardCall call = new HeardCall();

    @Test
    void shouldReplaceACardNumberSaidInFourPartsAndReadBackBetweenThem() {
        hear("customer: four one one one");
        hear("agent: four one one one, okay");
        hear("customer: one one one one");
        hear("agent: one one one one");
        hear("customer: one one one one");
        hear("customer: and one one one one");
        hear("agent: one one one one");

        assertThat(call.said())
                .containsExactly(
                        "[card number]",
                        "[card number], okay",
                        "[card number]",
                        "[card number]",
                        "[card number]",
                        "and [card number]",
                        "[card number]");
    }

    @Test
    void shouldReplaceDigitsReadBackOfARedactedNumber() {
        hear("customer: my card is [card number]");
        hear("agent: okay so that's 4111 1111");
        hear("customer: yes");
        hear("agent: 1111 1111");

        assertThat(call.said())
                .containsExactly(
                        "my card is [card number]",
                        "okay so that's [card number]",
                        "yes",
                        "[card number]");
    }

    @Test
    void shouldReplaceTheGroupsOfAnAnnouncedCardWithWordsBetween() {
        hear("agent: can I have your card number?");
        hear("customer: 4111");
        hear("customer: hold on, my dog is barking");
        hear("customer: 1111");
        hear("customer: somebody is at the door");
        hear("agent: no problem at all");
        hear("customer: 1111");
        hear("customer: the bell rang twice, sorry");
        hear("customer: one one one one");

        assertThat(call.said().stream().filter("[card number]"::equals)).hasSize(4);
        assertThat(call.said()).contains("hold on, my dog is barking", "somebody is at the door");
    }

    @ParameterizedTest
    @CsvSource({
        "Do you have the card with you?, 45 39 14 88 03 43 64 67, okay",
        "Do you have the card with you?, 4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7, okay",
        "¿Tiene la tarjeta a mano?, 45 39 14 88 03 43 64 67, sí",
        "Haben Sie die Karte zur Hand?, 4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7, ja"
    })
    void shouldReplaceACardSaidInPairsOrDigitByDigit(String question, String parts, String yes) {
        hear("agent: " + question);
        for (String part : parts.split(" ")) {
            hear("customer: " + part);
            hear("agent: " + yes);
        }

        assertThat(call.said()).noneMatch(text -> text.matches(".*\\d.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer: my card is [card number] | agent: now the screen please | customer: the"
                        + " screen says | customer: 4 0 1",
                "customer: my card is [card number] | customer: my zip code is | customer: 94105",
                "customer: my card is [card number] | customer: the order number is | customer:"
                        + " 4411",
                "customer: my card is [card number] | agent: got it | agent: thanks, it arrived |"
                        + " customer: my dog barks | customer: all day | customer: 1111"
            })
    void shouldKeepOtherDigitsAfterACard(String turns) {
        List<String> before = List.of(turns.split(" \\| "));

        before.forEach(this::hear);

        assertThat(call.said())
                .isEqualTo(before.stream().map(turn -> turn.replaceAll("^\\w+: ", "")).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's a visa",
                "it's my wife's card",
                "it's the same as before",
                "it's my mobile",
                "it is the joint one",
                "that's what it says",
                "that's the whole number",
                "this is my work one",
                "das ist eine Visa",
                "es la nueva",
                "c'est la nouvelle",
                "it's my visa and the amount is wrong",
                "it's my credit card and the price was wrong",
                "order number 4482917",
                "order 4482917 came twice",
                "error 401 comes up when I enter it",
                "case 48213077",
                "it's for the order that came twice",
                "it's what I paid the bill with",
                "that's what I used for that order",
                "is the card on the order",
                "is the number on my card for the order",
                "29 dollars were taken",
                "Bestellung Nummer 4482917",
                "número de pedido 4482917 y nada",
                "es para el pedido",
                "c'est pour la commande"
            })
    void shouldReplaceTheRestThatIsDescribed(String description) {
        hear("customer: my card number is 4929 6325");
        hear("agent: okay");
        hear("customer: 2849 7233 " + description);

        assertThat(call.said().get(2)).isEqualTo("[card number] " + description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's the error code",
                "it is my order",
                "that's the number of the case",
                "is the error code",
                "das ist die Fehlermeldung",
                "es el código de error",
                "eso es el código de error",
                "ça c'est le numéro de commande",
                "c'est le numéro de commande",
                "error code",
                "is the order number",
                "dollars were taken"
            })
    void shouldKeepANumberThatIsSaidToBeAnother(String name) {
        hear("customer: my phone number is 415 555");
        hear("agent: okay");
        hear("customer: 4012 " + name);

        assertThat(call.said().get(2)).isEqualTo("4012 " + name);
    }

    @Test
    void shouldReplaceTheContinuationOfARedactedNumber() {
        hear("customer: it's [card number]");
        hear("agent: Thank you. And the expiration date?");
        hear("customer: oh nine twenty seven");
        hear("agent: And the three digits on the back?");
        hear("customer: 1 2 3");

        assertThat(call.said().get(2)).isEqualTo("[card number]");
        assertThat(call.said().get(4)).isEqualTo("[secret]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "can you read me your card number | four one one one | [card number]",
                "What are the last three digits on the back? | 737 | [secret]",
                "what's your date of birth or social? | 123 45 | [social security number]",
                "And your PIN, please? | um one nine eight four | um [secret]",
                "the code we sent you, please | 4 4 1 | [secret]",
                "what is the best number to reach you on | 5 5 5 0 1 | [phone number]",
                "your bank account number please | 98765 | [bank account]",
                "Wie ist Ihre Kartennummer? | vier eins eins eins | [card number]",
                "¿Me da el número de tarjeta? | cuatro uno uno | [card number]"
            })
    void shouldReplaceDigitsThatAnswerAQuestion(String question, String answer, String replaced) {
        hear("agent: " + question);
        hear("customer: sure, one moment");
        hear("agent: no rush");
        hear("agent: " + question);
        hear("customer: sure");
        hear("customer: " + answer);

        assertThat(call.said()).last().isEqualTo(replaced);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what is your password? | hunter2 | [secret]",
                "What’s your password? | It is hunter2. | It is [secret].",
                "what is your password? | it's all lower case, hunter2 | it's all lower case,"
                        + " [secret]",
                "tell me the password | correcthorse9 | [secret]",
                "could you spell your wifi password | it's bluebird | it's [secret]",
                "and the passphrase, please? | um, Bluebird! | um, [secret]",
                "can I have the account password? | Bluebird | [secret]",
                "username and password please | dana.reyes and bluebird99 | dana.reyes and"
                        + " [secret]",
                "Können Sie mir bitte Ihr Kennwort sagen? | sonnenblume99 | [secret]",
                "Nennen Sie mir noch einmal das Passwort | sommer24 | [secret]",
                "Dígame su contraseña por favor | girasol99 | [secret]",
                "¿Me puede decir la contraseña? | es girasol99 | es [secret]",
                "Vous pouvez me donner votre mot de passe ? | tournesol99 | [secret]",
                "Donnez-moi le mot de passe, s'il vous plaît | tournesol99 | [secret]",
                "Wie lautet Ihr Passwort? | sommer24 | [secret]"
            })
    void shouldReplaceAPasswordThatAnswersAQuestion(
            String question, String answer, String replaced) {
        hear("agent: " + question);
        hear("customer: sure, one moment");
        hear("agent: okay");
        hear("customer: " + answer);
        assertThat(call.said()).last().isEqualTo(replaced);

        call = new HeardCall();
        hear("agent: " + question);
        hear("agent: take your time");
        hear("customer: okay so I wrote it down somewhere");
        hear("customer: " + answer);

        assertThat(call.said()).last().isEqualTo(replaced);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i can't remember",
                "I forgot it",
                "forgot",
                "why do you need that",
                "Why?",
                "yes",
                "okay, sure",
                "let me look",
                "it's expired",
                "it is the same as before",
                "is this safe?",
                "no, I changed it on the 21st",
                "the screen says error e401"
            })
    void shouldKeepOtherAnswersToAQuestionForAPassword(String answer) {
        hear("agent: what is your password?");
        hear("customer: " + answer);

        assertThat(call.said()).last().isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: did you reset your password? | customer: yesterday",
                "agent: never tell me your password | customer: understood",
                "agent: Haben Sie das Passwort geändert? | customer: gestern",
                "agent: nunca diga su contraseña | customer: entendido99",
                "agent: what is the problem with the password? | customer: windows11",
                "agent: what is your password? | customer: no | agent: and your name? | customer:"
                        + " Dana",
                "agent: what is your password? | customer: I don't know it | customer: my screen is"
                        + " black | customer: it's frozen"
            })
    void shouldKeepWordsWhenNoPasswordWasAskedFor(String turns) {
        List<String> before = List.of(turns.split(" \\| "));

        before.forEach(this::hear);

        assertThat(call.said())
                .isEqualTo(before.stream().map(turn -> turn.replaceAll("^\\w+: ", "")).toList());
    }

    @Test
    void shouldReplaceBothHalvesOfACardWithAQuestionBetween() {
        hear("agent: card number please");
        hear("customer: 4539 1488");
        hear("agent: is that a visa card?");
        hear("customer: yes, 0343 6467");

        assertThat(call.said())
                .containsExactly(
                        "card number please",
                        "[card number]",
                        "is that a visa card?",
                        "yes, [card number]");
    }

    @Test
    void shouldReplaceTheFirstDigitsOfAnAnnouncedNumber() {
        hear("customer: So my card number is four one one one");
        hear("customer: My social security number is");
        hear("customer: 1 2 3");

        assertThat(call.said())
                .containsExactly(
                        "So my card number is [card number]",
                        "My social security number is",
                        "[social security number]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: what's your order number? | customer: 4 4 1 1 5 | customer: 5 5 0 1 4 2",
                "customer: my order number is | customer: 4 1 5 5 5 5 | agent: okay | customer: 0 1"
                        + " 4 2",
                "agent: which error do you see? | customer: four oh one",
                "agent: is it the card number or the order number? | customer: 4 4 1 1",
                "customer: [phone number] | agent: and what does the screen say? | customer: 4 0 1",
                "agent: you can reach us on [phone number] | customer: okay | customer: 401",
                "customer: it says 2 | agent: and how many devices do you have? | customer: 14",
                "customer: my phone is old | customer: 3 years | agent: okay",
                "agent: what's your zip code? | customer: 9 4 1 0 5",
                "agent: do you have the card with you? | customer: one second",
                "customer: my card number is on the back, hold on | agent: one moment",
            })
    void shouldKeepOtherNumbers(String turns) {
        List<String> before = List.of(turns.split(" \\| "));

        before.forEach(this::hear);

        assertThat(call.said())
                .isEqualTo(before.stream().map(turn -> turn.replaceAll("^\\w+: ", "")).toList());
    }

    @Test
    void shouldReplaceASplitAddress() {
        hear("customer: it's dana dot reyes");
        hear("agent: okay");
        hear("customer: at example dot com");

        assertThat(String.join(" ", call.said())).doesNotContain("reyes").doesNotContain("example");
    }

    @Test
    void shouldFindPartsThatArriveOutOfOrder() {
        hear(2, "customer: one one one one one one one one");
        hear(0, "customer: four one one one");
        hear(1, "customer: one one one one");

        assertThat(call.said()).containsOnly("[card number]");
    }

    @Test
    void shouldNotJoinPartsThatAreMinutesApart() {
        hear(0, "customer: 4111 1111 1");
        hear(61_000, "customer: 1 2 3");

        assertThat(call.said()).containsExactly("4111 1111 1", "1 2 3");
    }

    @Test
    void shouldHoldBackDigitsThatMayStartANumber() {
        hear("agent: go ahead");
        hear("customer: four one one one");
        assertThat(HeardCall.REDACTION.withoutUnfinished(call.turns())).isEqualTo(call.turns());
        hear("agent: okay");
        hear("customer: and 2 3 4 5");

        assertThat(HeardCall.REDACTION.withoutUnfinished(call.turns()))
                .extracting(Turn::text)
                .containsExactly("go ahead", "…", "okay", "and …");
        assertThat(SplitRedaction.off().withoutUnfinished(call.turns())).isEqualTo(call.turns());

        hear("customer: that is what the label says");
        assertThat(HeardCall.REDACTION.withoutUnfinished(call.turns())).isEqualTo(call.turns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent: what's your order number?", "customer: so the order number is"})
    void shouldNotHoldBackNamedDigits(String before) {
        hear(before);
        hear("customer: four one one one");
        hear("customer: 2 3 4 5");

        assertThat(HeardCall.REDACTION.withoutUnfinished(call.turns())).isEqualTo(call.turns());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer: my new card number, let me read it, 4539 1488 | customer: 0343 6467",
                "customer: my card, hold on a second please, 4539 1488 | agent: right, 4539 1488 |"
                        + " customer: 0343 6467",
                "agent: How would you like to pay? | customer: can you charge 4539 1488 | customer:"
                        + " 0343 6467",
                "agent: Can I have the card number? | customer: sure, here you go, 4539 | customer:"
                        + " 1488 0343 6467"
            })
    void shouldReplaceTheBeginningAtTheEndOfATurnThatNamesACard(String turns) {
        call.hearAll(turns);

        assertThat(String.join(" ", call.said())).doesNotContain("4539").doesNotContain("0343");
    }

    @ParameterizedTest
    @ValueSource(strings = {"and the year?", "okay, May", "what year was that?"})
    void shouldReplaceADateOfBirthInTwoParts(String between) {
        call.hearAll(
                "agent: And your date of birth? | customer: May fourth | agent: "
                        + between
                        + " | customer: 1983");

        assertThat(call.said().get(1)).doesNotContain("fourth");
        assertThat(call.said().get(3)).doesNotContain("1983");
    }

    @Test
    void shouldKeepAYearAtTheEndOfATurnThatNamesACard() {
        call.hearAll("customer: I have had the card since 2019 | customer: 0343 6467 1234 5678");

        assertThat(call.said().get(0)).contains("2019");
    }

    @Test
    void shouldFindNothingWhenRedactionIsOff() {
        SplitRedaction off = SplitRedaction.off();
        call.turns().add(HeardCall.turn(0, "agent: what is your card number?"));
        call.turns().add(HeardCall.turn(1, "customer: 4111 1111"));
        call.turns().add(HeardCall.turn(2, "customer: 1111 1111"));

        assertThat(off.corrections(call.turns(), "s2", new SaidValues("call", List.of())))
                .isEmpty();
    }

    @Test
    void shouldReadOnlyTheBeginningAndEndOfALongTurn() {
        for (int i = 0; i < 12; i++) {
            call.turns().add(HeardCall.turn(i, "customer: " + "4 ".repeat(4_990)));
        }

        NearTurns near =
                NearTurns.around(call.turns(), "s11", new AnnouncedKinds(HeardCall.REDACTOR));

        assertThat(near.size()).isEqualTo(12);
        for (int i = 0; i < near.size(); i++) {
            assertThat(near.words(i).length()).isLessThan(700);
            assertThat(near.text(i).length()).isLessThan(700);
        }
    }

    @Test
    void shouldReplaceAnAddressSplitBetweenLongTurnsAndKeepTheRest() {
        String story = "and then the screen went dark again and nobody knew why ".repeat(100);
        hear("customer: " + story + "it's dana dot reyes");
        hear("customer: at example dot com " + story);

        assertThat(String.join(" ", call.said())).doesNotContain("reyes").doesNotContain("example");
        assertThat(call.said().get(0)).startsWith(story).hasSizeLessThan(story.length() + 30);
        assertThat(call.said().get(1)).endsWith(story).hasSizeLessThan(story.length() + 30);
    }

    @Property(tries = 500)
    void shouldReplaceEveryPartOfACardNumber(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int parts) {
        assertReplacesEveryPart(card(random), "", parts, random);
    }

    @Property(tries = 500)
    void shouldReplaceEveryPartOfAPhoneNumber(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int parts) {
        String number = "415" + (2 + random.nextInt(8)) + "2" + digits(random, 5);
        assertReplacesEveryPart(number, "", parts, random);
    }

    @Property(tries = 500)
    void shouldReplaceEveryPartOfASocialSecurityNumber(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int parts) {
        String announced =
                random.nextBoolean()
                        ? "agent: and your social security number?"
                        : "customer: my social is";
        assertReplacesEveryPart(digits(random, 9), announced, parts, random);
    }

    @Property(tries = 500)
    void shouldKeepAnOrderNumber(
            @ForAll Random random,
            @ForAll @IntRange(min = 2, max = 6) int parts,
            @ForAll @IntRange(min = 6, max = 12) int length) {
        call = new HeardCall();
        hear(
                random.nextBoolean()
                        ? "agent: may I have the order number please?"
                        : "customer: yes my order number is");
        List<String> said = new ArrayList<>();
        for (String part : split(digits(random, length), parts, random)) {
            said.add(rendered(part, random));
            hear("customer: " + said.get(said.size() - 1));
            if (random.nextInt(3) == 0) {
                hear("agent: " + BACK_CHANNELS.get(random.nextInt(BACK_CHANNELS.size())));
            }
        }

        assertThat(call.said()).containsAll(said);
    }

    private void assertReplacesEveryPart(
            String number, String announced, int parts, Random random) {
        call = new HeardCall();
        if (!announced.isEmpty()) {
            hear(announced);
        }
        List<Integer> numbers = new ArrayList<>();
        for (String part : split(number, parts, random)) {
            numbers.add(call.turns().size());
            hear("customer: " + rendered(part, random));
            switch (random.nextInt(4)) {
                case 0 -> hear("agent: " + BACK_CHANNELS.get(random.nextInt(BACK_CHANNELS.size())));
                case 1 -> {
                    numbers.add(call.turns().size());
                    hear(
                            "agent: "
                                    + (random.nextBoolean() ? "okay, " : "")
                                    + rendered(part, random));
                }
                default -> {}
            }
        }

        for (int turn : numbers) {
            assertThat(Numerals.in(call.said().get(turn)).digits()).as("%s", call.said()).isZero();
        }
    }

    private static String card(Random random) {
        String first = "4" + digits(random, 14);
        for (int check = 0; ; check++) {
            if (!HeardCall.REDACTOR.find("it is " + first + check).isEmpty()) {
                return first + check;
            }
        }
    }

    private static String digits(Random random, int count) {
        return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    private static List<String> split(String number, int parts, Random random) {
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, number.length()));
        while (cuts.size() < Math.min(parts, number.length()) + 1) {
            cuts.add(1 + random.nextInt(number.length() - 1));
        }
        List<Integer> at = List.copyOf(cuts);
        List<String> split = new ArrayList<>();
        for (int i = 1; i < at.size(); i++) {
            split.add(number.substring(at.get(i - 1), at.get(i)));
        }
        return split;
    }

    private static String rendered(String digits, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> digits;
            case 1 -> String.join(" ", digits.split(""));
            case 2 -> spoken(digits);
            default -> spoken(digits) + ".";
        };
    }

    private static String spoken(String digits) {
        return digits.chars()
                .mapToObj(digit -> SPOKEN.get(digit - '0'))
                .collect(Collectors.joining(" "));
    }

    private void hear(String turn) {
        hear(call.turns().size(), turn);
    }

    private void hear(long saidAt, String turn) {
        call.hear(saidAt, turn);
    }
}
