package io.supportassistant.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.EntityRules;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class InterpreterTest {

    private static final Language ENGLISH = Language.english();
    private static final Interpreter INTERPRETER = Interpreter.standard(ENGLISH.commonWords());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Meine Außenkamera zeigt den Fehler E45.|my outdoor camera shows error E45.",
                "ausenkamera fur den garten|outdoor camera for outdoor",
                "Aussenkamera fuer den Garten|outdoor camera for outdoor",
                "der thermostat geht nicht|thermostat does not work",
                "die lieferadresse der bestellung ist falsch|delivery address order is wrong",
                "die karte wurde gesperrt|card was locked",
                "Hola, me han cobrado dos veces.|hello, me have charged twice.",
                "necesito una copia de mis facturas|need copy of my invoice",
                "ça marche pas depuis hier|does not work since yesterday",
                "l abonnement n est pas resilie|plan not is cancel",
            })
    void shouldTranslateToEnglish(String said, String english) {
        assertThat(INTERPRETER.read(said).english()).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({
        "fehler e fünfundvierzig, error E45",
        "fehler e fuenf und vierzig, error E45",
        "fehler vierhunderteins, error 401",
        "fehler vier null drei, error 403",
        "error cuatrocientos uno, error 401",
        "error e cuarenta y cinco, error E45",
        "el error quinientos tres, error 503",
        "erreur e douze, error E12",
        "l'erreur quatre cent vingt neuf, error 429",
        "le code quatre vingt douze, code 92",
        "erreur soixante et onze, error 71",
    })
    void shouldWriteSpokenNumbersAsDigits(String said, String english) {
        assertThat(INTERPRETER.read(said).english()).isEqualTo(english);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I was charged twice, and the die was cast.",
                "my name is maria de la cruz",
                "i live in los angeles near the san jose station",
                "it's k o w a l c h u k and the post code is b b ten three q r",
                "ha ha fair enough",
                "okay",
                "",
                "4155550142",
            })
    void shouldKeepEnglish(String said) {
        Reading reading = INTERPRETER.read(said);

        assertThat(reading.english()).isEqualTo(said);
        assertThat(reading.strange()).isFalse();
    }

    @Test
    void shouldInterpretThePartThatIsInAnotherLanguage() {
        assertThat(INTERPRETER.read("hi i can't log in ich habe mein passwort vergessen").english())
                .isEqualTo("hi i can't log in i have my password forgot");
    }

    @Test
    void shouldKeepNamesCodesNumbersAndPlaceholders() {
        Interpreter knowing = INTERPRETER.keeping(Set.of("alderway")::contains);

        assertThat(
                        knowing.read(
                                        "Ich habe den Alderway mit VPN bestellt, Nummer AB-4711 und"
                                                + " [phone number].")
                                .english())
                .isEqualTo("i have Alderway with VPN order, number AB-4711 and [phone number].");
    }

    @Test
    void shouldDropWordsBeforeTheFirstKeptWord() {
        assertThat(INTERPRETER.read("Das VPN geht nicht").english())
                .startsWith("VPN")
                .doesNotContain("Das");
        assertThat(INTERPRETER.read("[phone number] ist meine Nummer").english())
                .startsWith("[phone number]");
    }

    @Test
    void shouldReadAgainWhenTheWordsOfTheArticlesChange() {
        Set<String> articles = new HashSet<>();
        Interpreter knowing = INTERPRETER.keeping(articles::contains);
        String said = "Ich habe den Alderway bestellt";

        assertThat(knowing.read(said).english()).doesNotContain("Alderway");
        articles.add("alderway");
        assertThat(knowing.read(said).english()).contains("Alderway");
        articles.clear();
        assertThat(knowing.read(said).english()).doesNotContain("Alderway");
    }

    @Test
    void shouldNotTakeForeignWordsForEnglishNames() {
        EntityRules rules = EntityRules.standard(ENGLISH);

        assertThat(rules.find(INTERPRETER.read("me han cobrado dos veces este mes").english()))
                .extracting(DetectedEntity::type)
                .doesNotContain("operating_system", DetectedEntity.PRODUCT_NAME);
    }

    @Test
    void shouldMapTheEnglishToTheOriginalWords() {
        String said = "Ich habe den Fehler E45 auf der Außenkamera gesehen.";
        Reading reading = INTERPRETER.read(said);
        int at = reading.english().indexOf("camera");

        TextRange range = reading.said(new TextRange(at, at + "camera".length()));

        assertThat(said.substring(range.start(), range.end())).isEqualTo("Außenkamera");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buongiorno la mia telecamera non funziona più",
                "dzień dobry moja kamera nie działa od wczoraj",
                "bom dia a minha fatura veio duas vezes",
                "mijn camera werkt niet meer sinds gisteren",
                "Здравствуйте, у меня не работает камера",
            })
    void shouldDetectAnUnknownLanguageFromTheSecondTurn(String said) {
        List<Turn> turns = new ArrayList<>();
        turns.add(turn(Speaker.AGENT, "good morning how can i help you"));
        turns.add(turn(Speaker.CUSTOMER, said));
        assertThat(INTERPRETER.isStrange(turns)).isFalse();

        turns.add(turn(Speaker.AGENT, "sorry could you say that in english"));
        turns.add(turn(Speaker.CUSTOMER, said));
        assertThat(INTERPRETER.isStrange(turns)).isTrue();

        turns.add(turn(Speaker.CUSTOMER, "yes i can speak english as well"));
        assertThat(INTERPRETER.isStrange(turns)).isFalse();
    }

    @Test
    void shouldNotInterpretALanguageThatIsSwitchedOff() {
        Interpreter english = Interpreter.of(ENGLISH.commonWords(), List.of("en"));
        String said = "ich habe mein passwort vergessen und komme nicht rein";

        assertThat(english.read(said).english()).isEqualTo(said);
        assertThat(english.read(said).strange()).isTrue();
        assertThat(INTERPRETER.read(said).strange()).isFalse();
    }

    @Test
    void shouldNeverFail() {
        Random random = new Random(7);
        String[] parts = {
            "ich", "dos", "e", "l'", "d’", "[", "]", "[a]", "nicht", "pas", "ne", "vierzig", "und",
            "y", "cent", "E45", "4", "'", "-", ".", ",", "?", "\uD83D", "\uDE00", "ü", "u\u0308",
            "日本", "hundertundund", "funfund", "a.b.c", "…", "\n", "komma", "quatre", "mi", "not"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
                text.append(random.nextInt(4) == 0 ? "" : " ");
            }
            Reading reading = INTERPRETER.read(text.toString());
            for (Reading.Piece piece : reading.pieces()) {
                assertThat(piece.english().end()).isLessThanOrEqualTo(reading.english().length());
                assertThat(piece.said().end()).isLessThanOrEqualTo(text.length());
            }
        }
    }

    @Test
    void shouldTakeLinearTime() {
        String part = "hola me han cobrado dos veces fehler e fünfundvierzig la-la ''..[x";
        read(part, 4_000);
        long once = read(part, 4_000);

        assertThat(read(part, 16_000)).isLessThan(4 * 5 * once + 200_000_000);
    }

    private static long read(String part, int times) {
        String text = part.repeat(times);
        long start = System.nanoTime();
        Interpreter.standard(ENGLISH.commonWords()).read(text);
        return System.nanoTime() - start;
    }

    private static Turn turn(Speaker speaker, String text) {
        return new Turn("s", speaker, text, 0L);
    }
}
