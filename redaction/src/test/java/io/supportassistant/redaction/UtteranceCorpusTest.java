package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Utterances.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Publishes recall and precision by language and kind on utterances that the detectors are not
 * tuned on; docs/redaction.md has the table.
 */
class UtteranceCorpusTest {

    private static final long SEED = 7;
    private static final double LEAST_RECALL = 0.75;
    private static final double LEAST_RECALL_IN_ALL = 0.97;
    private static final double LEAST_PRECISION = 0.93;
    private static final double LEAST_PRECISION_IN_ALL = 0.99;

    private static final Redactor REDACTOR =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US", "GB", "DE", "ES", "FR"));

    private static final Half LOOKED_AT = Half.of(utterance -> !utterance.isHeldOut());
    private static final Half HELD_OUT = Half.of(Utterance::isHeldOut);

    private static final Map<String, String> LANGUAGES =
            Map.of("en", "English", "de", "German", "es", "Spanish", "fr", "French");

    @Test
    void shouldFindPersonalDataInFourLanguages() {
        check("looked at", LOOKED_AT);
    }

    /** The held-out half: no developer has looked at its misses. */
    @Test
    void shouldFindPersonalDataInHeldOutUtterances() {
        check("held out", HELD_OUT);
    }

    @Test
    void shouldFindWhatIsPublished() throws IOException {
        String page = Files.readString(Path.of("../docs/redaction.md"));
        assertThat(page)
                .contains(
                        Stream.of(
                                        PersonalData.SECRET,
                                        PersonalData.EMAIL,
                                        PersonalData.BANK_ACCOUNT,
                                        PersonalData.CARD_NUMBER,
                                        PersonalData.SOCIAL_SECURITY_NUMBER,
                                        PersonalData.PASSPORT_NUMBER,
                                        PersonalData.DATE_OF_BIRTH,
                                        PersonalData.PHONE_NUMBER)
                                .map(kind -> row(HELD_OUT, kind.name().toLowerCase(Locale.ROOT)))
                                .toList());

        String misses =
                LOOKED_AT.all.keySet().stream()
                        .filter(key -> !LOOKED_AT.cell(key).equals("1.00 / 1.00 / 1.00"))
                        .map(
                                key ->
                                        "%s `%s` (%s)"
                                                .formatted(
                                                        LANGUAGES.get(key.split(" ")[0]),
                                                        key.split(" ")[1],
                                                        LOOKED_AT.cell(key)))
                        .collect(Collectors.joining(", "));
        assertThat(page.replaceAll("\\s+", " "))
                .contains("In the other half everything is found except in " + misses + ":");
    }

    private static String row(Half half, String kind) {
        return Stream.of("en", "de", "es", "fr")
                .map(language -> half.cell(language + " " + kind))
                .collect(Collectors.joining(" | ", "| `" + kind + "` | ", " |"));
    }

    /** Scores by language and kind, such as "en secret". */
    private record Half(
            Map<String, Score> written, Map<String, Score> spoken, Map<String, Score> all) {

        static Half of(Predicate<Utterance> half) {
            List<Utterance> utterances = Utterances.all(SEED).stream().filter(half).toList();
            return new Half(
                    scores(utterances, utterance -> !utterance.isSpoken()),
                    scores(utterances, Utterance::isSpoken),
                    scores(utterances, utterance -> true));
        }

        private static Map<String, Score> scores(
                List<Utterance> utterances, Predicate<Utterance> which) {
            return Score.byLanguageAndKind(REDACTOR, utterances.stream().filter(which).toList());
        }

        /** Recall written / recall spoken / precision. */
        String cell(String key) {
            return String.format(
                    Locale.ROOT,
                    "%.2f / %.2f / %.2f",
                    written.get(key).recall(),
                    spoken.get(key).recall(),
                    all.get(key).precision());
        }
    }

    private static void check(String name, Half half) {
        half.all.forEach(
                (key, score) -> {
                    System.out.printf(
                            "redaction %s | %s | %s |%n",
                            name, key.replace(" ", " | "), half.cell(key));
                    assertThat(score.recall()).as(key).isGreaterThanOrEqualTo(LEAST_RECALL);
                    assertThat(score.precision()).as(key).isGreaterThanOrEqualTo(LEAST_PRECISION);
                });
        assertThat(half.all.values().stream().mapToDouble(Score::recall).average().orElseThrow())
                .isGreaterThan(LEAST_RECALL_IN_ALL);
        assertThat(half.all.values().stream().mapToDouble(Score::precision).average().orElseThrow())
                .isGreaterThan(LEAST_PRECISION_IN_ALL);
    }
}
