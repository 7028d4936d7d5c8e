package io.supportassistant.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes that were sent, accounts, passwords and large numbers in everyday wording. */
class EverydayFormsTest {

    private static final Redactor ALL =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US", "DE", "ES", "FR"));

    static Stream<String> replaced() {
        return lines("replaced.txt");
    }

    static Stream<String> kept() {
        return lines("kept.txt");
    }

    private static Stream<String> lines(String name) {
        try (InputStream file = EverydayFormsTest.class.getResourceAsStream("/everyday/" + name)) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("replaced")
    void shouldReplacePersonalData(String line) {
        int bar = line.indexOf('|');

        assertThat(ALL.redact(line.substring(0, bar))).doesNotContain(line.substring(bar + 1));
    }

    @ParameterizedTest
    @MethodSource("replaced")
    void shouldReplacePersonalDataInALongerText(String line) {
        int bar = line.indexOf('|');
        String text = "Hello there. " + line.substring(0, bar) + ", thanks.";

        assertThat(ALL.redact(text)).doesNotContain(line.substring(bar + 1));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void shouldKeepOtherText(String line) {
        assertThat(ALL.redact(line)).isEqualTo(line);
        assertThat(ALL.redact("Hello there. " + line + ".")).contains(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 thousand 1 hundred 11|4111",
                "forty one hundred eleven|4111",
                "nine hundred and ninety nine thousand|999000",
                "three hundred forty three|343",
                "mil novecientos setenta y nueve|1979",
                "cuatro mil ciento once|4111",
                "quatre mille deux cent douze|4212",
                "deux cents|200",
                "mille cent onze|1111",
                "vier tausend einhundert elf|4111",
                "viertausendeinhundertelf|4111",
                "neunzehnhundertneunundsiebzig|1979",
                "zweitausendundfünf|2005",
                "4 thousand 1 thousand|4000 1000",
                "one hundred eleven hundred|100 1100",
                "two cents|2 cents",
                "five per cent twenty|5 per cent 20",
                "a hundred percent|a hundred percent",
                "hundert|hundert",
                "hundertwasser und tausendsassa|hundertwasser und tausendsassa"
            })
    void shouldWriteHundredsAndThousandsInDigits(String said, String written) {
        assertThat(new WrittenText(said.toLowerCase(Locale.ROOT)).text()).isEqualTo(written);
    }

    @Property(tries = 2000)
    void shouldGiveOrderedFindingsForAnyCombinationOfWords(@ForAll("words") List<String> words) {
        for (String between : List.of(" ", "", ", ", "\n", "'")) {
            String text = String.join(between, words);
            int from = 0;
            for (Finding finding : ALL.find(text)) {
                assertThat(finding.start()).isGreaterThanOrEqualTo(from);
                assertThat(finding.end())
                        .isGreaterThan(finding.start())
                        .isLessThanOrEqualTo(text.length());
                from = finding.end();
            }
            EnumSet.allOf(PersonalData.class).forEach(kind -> assertDoesNotFail(kind, text));
        }
    }

    /** If a detector fails, the redactor treats the whole text as personal. */
    private static void assertDoesNotFail(PersonalData kind, String text) {
        WrittenText written = new WrittenText(text);
        switch (kind) {
            case SECRET -> new Secrets().find(text, written);
            case BANK_ACCOUNT -> new BankAccounts().find(text, written);
            case CARD_NUMBER -> new CardNumbers().find(text, written);
            case DATE_OF_BIRTH -> new DatesOfBirth().find(text, written);
            default -> ALL.find(text);
        }
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        ("the code they texted me is 482913 4 8 2 account konto compte at my"
                             + " password changed it to from as als I use is was should be used now"
                             + " blue bird99 horse staple thousand hundred mil mille cent cents"
                             + " einhundert viertausend tausendeins hundertdrei cien \" ' “ : , . ?"
                             + " ! % $ é ß \u2028 \u200b one eleven once und 000 0"
                             + " 99999999999999999999 mot de passe contraseña en a por habe ich"
                             + " l'ai la cambié born geboren")
                                .split(" "))
                .list()
                .ofMaxSize(12);
    }
}
