package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Codes and passwords that answer a question some turns later, and numbers that answer another
 * question.
 */
class AskedNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: what's your PIN? | customer: one moment | agent: of course | agent: no"
                        + " problem | customer: 4417",
                "agent: which PIN are you using? | customer: the one from the letter, 4417",
                "agent: and the CVV please | customer: um one sec | agent: take your time |"
                        + " customer: three one eight",
                "agent: turn the card over and read me the code | customer: 318",
                "agent: and the last three on the back? | customer: it's 318",
                "agent: you should get a text message with a code | customer: yes it came | agent:"
                        + " what does it say? | customer: 731044",
                "agent: and the password for the email | customer: foxglove",
                "agent: can I take your password if you don't mind | customer: foxglove",
                "agent: zum Datenabgleich brauche ich Ihr Kennwort | customer: birke",
                "agent: la contraseña de su cuenta | customer: estrella",
                "agent: le mot de passe de votre compte | customer: étoile",
                "agent: and the three on the back | customer: 318",
                "agent: und die drei auf der Rückseite | customer: 318",
                "agent: y los tres de detrás | customer: 318",
                "agent: et les trois au dos | customer: 318",
                "agent: what's your P.I.N.? | customer: 4417",
                "agent: what's the CVC? | customer: 318 | agent: sorry, was that 318? | customer:"
                        + " yes 318",
                "customer: the code is | customer: 731044",
                "agent: darf ich Ihre PIN haben? | customer: ich glaube 4417",
                "agent: wie ist Ihre PIN? | customer: 4417 | agent: wie bitte? | customer: 4417",
                "agent: ich schicke Ihnen eine TAN | customer: hab sie | agent: dann bitte |"
                        + " customer: 731044",
                "agent: ich brauche die PIN vom Konto | customer: na gut | agent: wann immer Sie"
                        + " so weit sind | customer: vier vier eins sieben",
                "agent: y el CVV por favor | customer: eh un momento | agent: tranquilo |"
                        + " customer: tres uno ocho",
                "agent: ¿tiene un PIN telefónico? | customer: sí | agent: ¿y cuál es? | customer:"
                        + " 4417",
                "agent: et les trois chiffres au dos ? | customer: 318 | agent: encore une fois |"
                        + " customer: 318",
                "agent: je vous envoie un code | customer: je l'ai | agent: allez-y | customer:"
                        + " sept trois un zéro quatre quatre",
                "agent: what is your password? | customer: oh okay | agent: take your time |"
                        + " customer: green fox eight",
                "agent: welches Passwort haben Sie gewählt? | customer: ich habe birke zwölf"
                        + " gewählt",
                "agent: ¿qué contraseña puso? | customer: puse estrella siete siete",
                "agent: vous avez mis quoi comme mot de passe ? | customer: j'ai mis étoile"
                        + " trente",
                "agent: could I have your account number? | customer: is that really necessary |"
                        + " agent: I'm afraid so | customer: fine, 40718823",
                "agent: what's your date of birth please | customer: oh let me turn the radio"
                        + " down | agent: take your time | customer: the seventh of february"
                        + " ninety five",
                "agent: and the expiry? | customer: next May | agent: and the code? | customer:"
                        + " 318",
                "agent: can you read me the six digits? | customer: 731044",
                "agent: what's the number of your passport? | customer: the old one or the new"
                        + " one | agent: the current one | customer: in that case 533401372",
                "agent: wie lautet Ihre Passnummer? | customer: 533401372, ach nein | agent: macht"
                        + " nichts | customer: 533401927",
                "agent: ¿me dice su número de cuenta? | customer: eso lo lleva siempre mi marido |"
                        + " agent: tranquila | customer: aquí está 2883956160",
                "agent: what error do you get, and what is your PIN? | customer: 4417",
                "agent: what version is it? And your PIN please | customer: 4417",
                "agent: please read me the confirmation code we texted you | customer: 482913",
                "agent: can I have the six digit confirmation code | customer: 482913",
                "agent: name and date of birth please | customer: jane doe 14 3 1986",
                "agent: wie ist Ihr Geburtsdatum? | customer: ja gerne das ist der 14 3 1986",
                "agent: name and the last four of your social please | customer: jane doe 9912",
                "customer: my password is sunflower22 | agent: sunflower22, lower case?",
                "agent: your password please | customer: of course birke",
                "agent: Ihr Kennwort bitte | customer: kein Problem birke",
                "agent: su contraseña | customer: por supuesto estrella",
                "agent: votre mot de passe | customer: pas de problème étoile",
                "agent: has the text come through? | customer: yeah 774201",
                "agent: date of birth please | customer: march fourteen | agent: and the year? |"
                        + " customer: ninety five",
                "agent: what is your PIN? | customer: hold on | agent: let me know when you have"
                        + " it | customer: okay, it's 6394",
                "agent: the CVV please | customer: one second | agent: whenever you are ready |"
                        + " customer: 318",
                "agent: ¿cuál es su PIN? | customer: un momento | agent: cuando esté lista |"
                        + " customer: 4417",
                "agent: quel est votre PIN ? | customer: un instant | agent: quand c'est bon |"
                        + " customer: 4417",
                "customer: my card number is 4111 1111 | customer: 1111 1111 and I was charged"
                        + " twice",
                "customer: my card number is 5500 0055 | agent: go on | customer: 5555 5559 and"
                        + " it expires in May",
                "customer: my card number is 4929 6325 | customer: uh hold on | customer: 2849 7233"
                        + " and I was charged twice",
                "agent: what code did you get? | customer: the code I got by text is 732 |"
                        + " customer: 534 if that helps",
                "customer: my account number is 98765 | customer: 4321 and the name is Dana",
                "customer: meine PIN ist vier vier | agent: hab ich | customer: eins sieben",
                "customer: meine PIN ist 441 | agent: in Ordnung | customer: 723",
                "customer: mi PIN es 441 | agent: anotado | customer: 723",
                "customer: mon PIN c'est 441 | agent: c'est noté | customer: 723",
                "agent: votre date de naissance ? | customer: je l'ai déjà donnée à votre"
                        + " collègue | agent: je sais mais je ne l'ai pas reçue | customer: le 2"
                        + " avril 1971"
            })
    void shouldReplaceEveryDigit(String turns) {
        for (String said : new HeardCall().hearAll(turns).said()) {
            assertThat(said.replace("six digit", ""))
                    .doesNotContainPattern(
                            "\\d{3}|three one|tres uno|vier vier|sept trois|fox|birke|estrella"
                                    + "|étoile|ninety five");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer: I forgot my PIN | agent: what's your order number? | customer: 482913",
                "customer: my PIN is blocked | agent: since when? | customer: 2019",
                "customer: I need a new PIN | agent: how many employees do you have? | customer:"
                        + " about 450",
                "agent: never tell anybody your PIN | customer: sure | agent: the extension please"
                        + " | customer: 4821",
                "agent: I've sent you a code | customer: nothing came | agent: which model is it? |"
                        + " customer: 8820",
                "agent: there's a twenty digit code, have you got a pen? | customer: tell me |"
                        + " agent: now it's 4419 0277",
                "agent: which error code do you see? | customer: 4012",
                "customer: meine PIN geht nicht | agent: seit wann? | customer: seit 2019",
                "customer: ich brauche eine PIN | agent: wie ist die Postleitzahl? | customer:"
                        + " 80331",
                "agent: ¿qué código de error sale? | customer: 482913",
                "customer: no va mi PIN | agent: ¿cuántos empleados tiene? | customer: 450",
                "agent: quel code erreur voyez-vous ? | customer: 482913",
                "customer: il me faut un PIN | agent: votre code postal ? | customer: 75011",
                "agent: what's your password? | customer: I can't tell you | agent: fine, what do"
                        + " you see? | customer: the blue page nine",
                "agent: what's your account number? | customer: I don't have it here | agent: then"
                        + " the order number please | customer: 40718823",
                "agent: your date of birth? | customer: why | agent: when did you order? |"
                        + " customer: the third of may",
                "agent: what error do you get after entering your password? | customer: 401",
                "agent: what happens when you type your password | customer: it says 4012",
                "agent: when you put the password in, what does it say | customer: 4031 forbidden",
                "agent: what is the error after you type the password | customer: 5012",
                "agent: how long ago did you change your pin | customer: 120 days",
                "agent: welcher Fehler kommt nach der PIN | customer: 4012",
                "agent: welche Fehlermeldung kommt nach dem Passwort | customer: 4012",
                "agent: qué error sale tras la contraseña | customer: el 4012",
                "agent: quelle erreur après le mot de passe | customer: la 4012",
                "agent: avez-vous votre passeport ? | customer: non | agent: le numéro de commande"
                        + " alors ? | customer: 40718823",
                "agent: what's the order number? | customer: let me get my phone | agent: okay |"
                        + " customer: 8841207",
                "agent: what's the ticket number? | customer: let me open my account | agent:"
                        + " sure | customer: 5512088",
                "agent: Bestellnummer? | customer: ich hol kurz mein Handy | agent: gut |"
                        + " customer: 8841207",
                "agent: número de pedido | customer: voy a por el móvil | agent: vale |"
                        + " customer: 8841207",
                "agent: did you get our text about the order? | customer: yes, order 8841207"
            })
    void shouldKeepTheAnswerToAnotherQuestion(String turns) {
        assertThat(new HeardCall().hearAll(turns).said()).noneMatch(said -> said.contains("["));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000 dollars are missing",
                "1250 € wurden abgebucht",
                "2019 times I have called you",
                "error 4012 came up then",
                "4012 is the error code it shows",
                "10234567 is my order number",
                "2019 was when I bought the thermostat",
                "2024 models don't work with it",
                "10442 ist die Bestellnummer",
                "10442 es el número de pedido",
                "10442 never arrived",
                "1214 shows on the thermostat",
                "2500 euros were taken twice",
                "12/03/2024 I was charged",
                "49.99 a month",
                "10:30 works for me",
                "4012 isn't what I ordered",
                "10442 hasn't arrived",
                "4012 keeps flashing",
                "4012 that's the error code",
                "10442 it never arrived",
                "4012 is the last error code I saw",
                "401 when I log in",
                "2019 habe ich den Thermostat gekauft"
            })
    void shouldKeepWhatIsCountedAfterANumber(String next) {
        assertThat(
                        new HeardCall()
                                .hearAll(
                                        "customer: my card is 4111 1111 1111 1111 | customer: "
                                                + next)
                                .said())
                .contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My phone number is 415 555 0142. | customer: My order number is 4482917 and I was"
                        + " charged twice.",
                "My phone number is 415 555 0142. | customer: I was charged twice. | customer: My"
                        + " order number is 4482917.",
                "My phone number is 415 555 0142. | agent: Thanks. | customer: The case number is"
                        + " 4482917.",
                "My card number is 4111 1111 1111 1111. | customer: My customer number is 4482917.",
                "My account number is 98765432. | customer: My ticket is 4482917.",
                "My date of birth is March 14th 1982. | agent: Thank you, Dana. How can I help? |"
                        + " customer: I get error 401 when I log in to the mobile app.",
                "Mein Geburtsdatum ist der 14.3.1982. | agent: Danke, wie kann ich helfen? |"
                        + " customer: Seit heute kommt der Fehler 401 in der App."
            })
    void shouldKeepAnotherNumberAfterAReplacedOne(String turns) {
        List<String> said = new HeardCall().hearAll("customer: " + turns).said();

        assertThat(said.get(0)).contains("[");
        assertThat(said.get(said.size() - 1)).doesNotContain("[");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my card number is 4929 6325 | 2849 7233 visa",
                "my card number is 4929 6325 | 2849 7233 expires in May",
                "my card number is 4929 6325 | 2849 7233 is that right",
                "my card number is 4929 6325 | 2849 7233 now the app shows error 401",
                "my phone number is 415 555 | 0142 under the name Dana Reyes",
                "my social security number is 259 51 | then 5225 do you have it",
                "the verification code is 240 | 819 under the name Dana Reyes",
                "meine Kartennummer ist 4929 6325 | 2849 7233 ist das richtig",
                "meine Kontonummer ist 98765 | 4321 können Sie das prüfen",
                "mi número de cuenta es 98765 | 4321 es correcto",
                "mi DNI es 52 324 | 190H, lo tiene?",
                "mon numéro de carte est 4929 6325 | 2849 7233 c'est tout"
            })
    void shouldFindTheRestOfANumberWhateverIsSaidAfterIt(String first, String rest) {
        List<String> said =
                new HeardCall()
                        .hearAll("customer: " + first + " | agent: okay | customer: " + rest)
                        .said();

        assertThat(said.get(2)).contains("[");
        assertThat(said.get(2).replace("401", "")).doesNotContainPattern("\\d{3}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the code you sent to dana@example.com is | 482913",
                "the security code you texted to 415 555 0142 says | 482913",
                "the password for dana@example.com is | bluebird42",
                "my date of birth for the account 98765432 is | March 14th 1982",
                "el código que me mandó a dana@example.com es | 482913",
                "my card number is 4929 6325 2849 7238 | the code is 482",
                "meine Kartennummer ist 4929 6325 2849 7238 | und die drei Ziffern sind 482"
            })
    void shouldFindWhatIsAnnouncedAfterAReplacedValue(String first, String value) {
        List<String> said =
                new HeardCall().hearAll("customer: " + first + " | customer: " + value).said();

        String digits = value.substring(value.lastIndexOf(' ') + 1);
        assertThat(said.get(1)).doesNotContain(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "One more time please? | customer: March 15th 1982",
                "That doesn't match what I have. | customer: Let me check. Okay, March 15th 1982",
                "Hmm. | customer: Then try March 15th 1982",
                "Thank you, Dana. | customer: And for my wife it's March 15th 1982"
            })
    void shouldFindADateOfBirthThatIsSaidAgain(String turns) {
        assertThat(afterADateOfBirth(turns)).doesNotContain("1982");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you. | customer: It's error 401 again since this morning.",
                "Thank you. | customer: I was charged 4999 again.",
                "Thank you. | customer: Mi número de pedido es 4482917 y no ha llegado.",
                "Thank you. | customer: The date of delivery was 14 March 2025.",
                "Thank you. | customer: Between 2018 and 2022 we paid 4500 a year.",
                "How can I help? | customer: The amount is wrong, it should be 1200.",
                "How can I help? | customer: My order 4482917 has not arrived, no email either."
            })
    void shouldKeepNumbersAfterADateOfBirth(String turns) {
        assertThat(afterADateOfBirth(turns)).doesNotContain("[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you. Which order is it about? | customer: It's 4482917",
                "Thank you, Dana. | agent: So what does the screen say? | customer: 401",
                "Perfect, you're verified. What do you see on the screen? | customer: It says 401",
                "Thank you. And the case? | customer: 48213077",
                "Danke. Um welche Bestellung geht es? | customer: Um die 4482917"
            })
    void shouldKeepTheAnswerToTheNextQuestionAfterAPin(String turns) {
        List<String> said =
                new HeardCall()
                        .hearAll("agent: What's your PIN? | customer: 4812 | agent: " + turns)
                        .said();

        assertThat(said.get(1)).isEqualTo("[secret]");
        assertThat(said.get(said.size() - 1)).doesNotContain("[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date of birth please | customer: march fourteen | agent: and the year? | customer:"
                        + " 1995",
                "date of birth? | customer: one sec | agent: take your time | customer: 1/2/90"
            })
    void shouldFindYearsAndShortDatesOfAFirstAnswer(String turns) {
        List<String> said = new HeardCall().hearAll("agent: " + turns).said();

        assertThat(said.get(said.size() - 1)).isEqualTo("[date of birth]");
    }

    /** Without accents, the text is shorter. */
    @Test
    void shouldReadTextWithCombiningMarks() {
        assertThat(
                        new HeardCall()
                                .hearAll(
                                        "agent: your date of birth? | customer: \u2764\uFE0F"
                                                + " \u2764\uFE0F \u2764\uFE0F 7")
                                .said())
                .hasSize(2);
    }

    /** Plays a call after a question for a date of birth; returns its last turn. */
    private static String afterADateOfBirth(String turns) {
        List<String> said =
                new HeardCall()
                        .hearAll(
                                "agent: What is your date of birth? | customer: March 14th 1982. |"
                                        + " agent: "
                                        + turns)
                        .said();
        assertThat(said.get(1)).isEqualTo("[date of birth].");
        return said.get(said.size() - 1);
    }
}
