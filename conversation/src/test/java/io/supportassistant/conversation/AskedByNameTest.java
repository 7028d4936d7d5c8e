package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that an agent asks for by its common name, as the assist job hears it after the bridge. */
class AskedByNameTest {

    private HeardCall call = new HeardCall();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "the last three digits on the signature strip please; 518",
                "Und Ihre Geheimzahl?; 3917",
                "Die dreistellige Nummer hinten?; 518",
                "¿Los tres dígitos de atrás?; 518",
                "¿Me da su número secreto?; 3917",
                "Les trois chiffres au verso ?; 518",
                "Votre code confidentiel ?; 3917",
                "Und wie lautet die TAN?; 204681",
                "and the code please?; 204681",
                "what code do you see?; 204 | 681",
                "what does the authenticator app show?; two oh four | six eight one",
                "Was steht in der SMS?; 204681",
                "¿Qué código le sale?; 204 | 681",
                "Quel code voyez-vous ?; 204681",
                "which account should we refund?; 40718253",
                "and the account details?; 4071 | 8253",
                "Auf welches Konto darf ich erstatten?; 40718253",
                "Und die Bankleitzahl?; 40718253",
                "¿A qué cuenta se lo devolvemos?; 40718253",
                "Vous avez votre RIB ?; 40718253",
                "¿Me da su DNI?; 40718 | 253K",
                "Votre numéro de passeport ?; 2 79 03 | 75 116",
                "DOB?; 7 11 82",
                "when were you born?; November 7th 1982",
                "Zur Sicherheit noch Ihr Geburtstag?; 07.11.1982",
                "¿Cuándo nació?; 07/11/1982",
                "Quand êtes-vous née ?; 7 novembre 1982",
                "what did you set as your password?; Otter2031",
                "which password are you typing?; all lower case otter",
                "what's your password?; otter seven seven",
                "please spell your password for me; O T T E R seven seven",
                "Welches Passwort haben Sie eingegeben?; es ist seeotter",
                "Was haben Sie als Passwort gesetzt?; Seeotter77",
                "¿Qué contraseña usa?; nutria",
                "Quel mot de passe utilisez-vous ?; loutre en minuscules",
                "C'est quoi la clé wifi ?; Loutre2031"
            })
    void shouldReplaceAnswersToAQuestionThatNamesTheData(String question, String answer) {
        call.hear("agent: " + question);
        String[] parts = answer.split(" \\| ");
        for (String part : parts) {
            call.hear("customer: " + part);
        }

        for (int i = 0; i < parts.length; i++) {
            String said = call.turns().get(i + 1).text();
            assertThat(said).as("%s", call.said()).contains("[").doesNotContain(parts[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sorry, could you repeat that?",
                "die nächsten vier bitte",
                "einen Moment bitte, mein System ist langsam",
                "ajá",
                "siga",
                "¿y después?",
                "et ensuite ?",
                "parfait",
                "les quatre suivants s'il vous plaît",
                "the dog of my neighbour is loud today"
            })
    void shouldReplaceACardInPartsWithAnyAgentSpeechBetween(String between) {
        call.hear("agent: Welche Karte darf ich belasten?");
        for (String part : List.of("4539", "1488", "0343", "6467")) {
            call.hear("customer: " + part);
            call.hear("agent: " + between);
        }

        assertThat(call.said().stream().filter("[card number]"::equals)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"which ones follow?", "okay got it Dana", "and what's next", "okay"})
    void shouldReplaceANamedCardSaidInPairs(String between) {
        call.hear("agent: can you give me the card number please?");
        call.hear("customer: sure, one second");
        for (String part : List.of("45", "39", "14", "88", "03", "43", "64", "67")) {
            call.hear("customer: " + part);
            call.hear("agent: " + between);
        }

        assertThat(call.said()).noneMatch(text -> text.matches(".*\\d.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: darf ich Ihr Kennwort haben | customer: Sonnenblume",
                "agent: puis-je avoir votre mot de passe | customer: papillon",
                "agent: ¿puedo tener su contraseña? | customer: mariposa",
                "agent: me facilita su clave | customer: mariposa",
                "agent: cuál es su palabra secreta | customer: es mariposa",
                "agent: quel est votre mot secret | customer: c'est papillon",
                "agent: wie lautet Ihr Sicherheitswort | customer: Sonnenblume",
                "agent: what is your code word | customer: butterfly",
                "agent: Ihr Geburtsdatum bitte | customer: zwölfte achte neunzehnhundertsiebzig",
            })
    void shouldReplaceASecretWordOrABirthDateAfterAQuestion(String turns) {
        call.hearAll(turns);

        assertThat(call.said().get(1))
                .doesNotContainIgnoringCase("sonnenblume")
                .doesNotContain("papillon", "mariposa", "butterfly", "siebzig");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: do you have your card there? | customer: yes so 4539 1488 | agent: mhm |"
                        + " customer: then 0343 6467",
                "agent: votre carte s'il vous plaît | customer: alors c'est 45 39 14 88 | agent:"
                        + " oui | customer: 03 43 64 67",
                "agent: Ihre Karte bitte | customer: also 45 39 14 88 | agent: ja | customer: 03"
                        + " 43 64 67",
                "agent: how can I help? | customer: ready? 5425 2334 | agent: yep | customer: 3010"
                        + " 9903",
                "agent: d'accord | customer: alors c'est 45 39 14 88 | agent: oui | customer: 03 43"
                        + " 64 67",
                "agent: ja bitte | customer: also das ist 45 39 14 88 | agent: ja | customer: 03"
                        + " 43 64 67",
                "agent: card number please | customer: first four are 4539 | agent: okay |"
                        + " customer: next four are 1488 | agent: yes | customer: then 0343 |"
                        + " agent: and | customer: last four are 6467",
                "agent: the card please | customer: the first half is 4539 1488 | agent: got that"
                        + " | customer: and the second half is 0343 6467",
                "agent: ihre kartennummer | customer: sie fängt mit 4539 an | agent: ok |"
                        + " customer: dann geht es weiter mit 1488 | agent: ja | customer: 0343 |"
                        + " agent: ja | customer: und zum schluss 6467",
                "agent: número de tarjeta | customer: los primeros cuatro son 4539 | agent: sí |"
                        + " customer: los siguientes 1488 | agent: sí | customer: luego 0343 |"
                        + " agent: sí | customer: y los últimos 6467",
                "agent: numéro de carte | customer: ça commence par 4539 | agent: oui | customer:"
                        + " ensuite c'est 1488 | agent: oui | customer: 0343 | agent: oui |"
                        + " customer: et ça finit par 6467",
                "agent: su tarjeta | customer: a ver es 4539 1488 | agent: sí | customer: 0343"
                        + " 6467",
                "agent: wie lautet Ihre Telefonpin | customer: 5518",
                "agent: the long card number please | customer: 4539 1488 0343 6467 | agent: thanks"
                        + " what's the code | customer: three one nine"
            })
    void shouldReplaceAllOfHalvesAndCodes(String turns) {
        call.hearAll(turns);

        assertThat(call.said())
                .noneMatch(text -> text.matches(".*\\d.*") || text.contains("three"));
    }

    @Test
    void shouldKeepAnErrorCodeAfterACard() {
        call.hearAll(
                "agent: the long card number please | customer: it's 4539 1488 0343 6467 | agent:"
                        + " and which error code does it show? | customer: four zero one");

        assertThat(call.said()).last().isEqualTo("four zero one");
    }

    @Test
    void shouldReplaceDigitsAfterACorrectedGroup() {
        call.hear("agent: can you give me the card number please?");
        for (String part : List.of("4539", "1487", "sorry I meant 1488", "0343", "6467")) {
            call.hear("customer: " + part);
            call.hear("agent: okay");
        }

        assertThat(call.said()).noneMatch(text -> text.matches(".*\\d.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: what code do you see? | customer: 401",
                "agent: what's the code on the display? | customer: 204681",
                "agent: which error code do you see? | customer: 204681",
                "agent: Welchen Code sehen Sie? | customer: 4042",
                "agent: how would you like to pay? | customer: 3 installments",
                "agent: which account is affected? | customer: 12",
                "agent: was steht hinten auf dem Router? | customer: 7590",
                "agent: what's the date on your passport? | customer: 2023",
                "agent: did the code arrive? | customer: 3 minutes ago",
                "agent: what password did you try? | customer: the old one",
                "agent: Welches Passwort haben Sie eingegeben? | customer: das alte",
                "agent: ¿Qué contraseña usa? | customer: ninguna",
                "agent: Quel mot de passe utilisez-vous ? | customer: toujours le même",
                "agent: what did you set as your password? | customer: three words"
            })
    void shouldKeepOtherAnswers(String turns) {
        for (String turn : turns.split(" \\| ")) {
            call.hear(turn);
        }

        assertThat(String.join(" | ", call.said()))
                .isEqualTo(turns.replaceAll("(?:agent|customer): ", ""));
    }
}
