package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private static final Redactor ALL =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my card is 4111 1111 1111 1111.|my card is [card number].",
                "it's four one one one, one one one one um one one one one one one one one|it's"
                        + " [card number]",
                "card number is 4111 1111 11|card number is [card number]",
                "4111 1111|[card number]",
                "mail dana.reyes@example.com please|mail [e-mail address] please",
                "it's dana dot reyes at example dot com|it's [e-mail address]",
                "j o h n at gmail dot com|[e-mail address]",
                "my password is blue horse, thanks|my password is [secret], thanks",
                "my social is 078-05-1120|my social is [social security number]",
                "the last four of my social are 1120|the last four of my social are [social"
                        + " security number]",
                "call me at 555 0142|call me at [phone number]",
                "passport number x one two three four five six seven|passport number [passport"
                        + " number]",
                "routing number 021000021|routing number [bank account]",
                "IBAN DE89 3704 0044 0532 0130 00, right|IBAN [bank account], right",
            })
    void shouldPutPlaceholders(String text, String expected) {
        assertThat(ALL.redact(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am getting error 401 in version 2.5.1",
                "error four oh one on version two point five",
                "order number 4155550142 has not arrived",
                "the hub says E12 and then E27",
                "my password is not working",
                "I forgot my password and the reset link is broken",
                "go to the site at alderway dot com",
                "it cost 19.99 on 2026-01-15 at 10:45",
                "card ending in 4242",
                "what is the order number?",
                "",
            })
    void shouldLeaveWhatIsNotPersonal(String text) {
        assertThat(ALL.redact(text)).isSameAs(text);
    }

    @Test
    void shouldLookOnlyForWhatIsSet() {
        Redactor cards = RedactionSettings.redactor(Settings.of(Map.of("REDACT", "card_number")));
        Redactor nothing = RedactionSettings.redactor(Settings.of(Map.of("REDACTION", "off")));
        String text = "4111111111111111 dana@example.com";

        assertThat(cards.redact(text)).isEqualTo("[card number] dana@example.com");
        assertThat(nothing.redact(text)).isEqualTo(text);
    }

    @Test
    void shouldKnowAFieldByItsName() {
        assertThat(ALL.redactField("password", "hunter2")).isEqualTo("[secret]");
        assertThat(ALL.redactField("orderNumber", "4155550142")).isEqualTo("4155550142");
        assertThat(ALL.redactField("phone_number", "5550142")).isEqualTo("[phone number]");
    }

    /** A number said in two breaths is two texts; only its first part can tell what it is. */
    @Test
    void shouldNotFindTheRestOfANumberThatIsSplitOverSegments() {
        assertThat(ALL.redact("my card number is 4111 1111"))
                .isEqualTo("my card number is [card number]");
        assertThat(ALL.redact("1111 1111")).isEqualTo("[card number]");
        assertThat(ALL.redact("one one one one")).isEqualTo("one one one one");
    }

    @Property(tries = 500)
    void shouldTakeAnyTextAndChangeNothingButWhatItFinds(@ForAll String text) {
        List<Finding> findings = ALL.find(text);
        int from = 0;
        for (Finding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(from);
            assertThat(finding.end())
                    .isGreaterThan(finding.start())
                    .isLessThanOrEqualTo(text.length());
            from = finding.end();
        }
        if (findings.isEmpty()) {
            assertThat(ALL.redact(text)).isSameAs(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "a",
                "1 ",
                "a1",
                "at ",
                "dot ",
                "four ",
                "a.b@",
                "password is ",
                " . - ",
                "d e 8 9 ",
                "e-mail is ",
                "@@",
                "\u0660",
                "(",
                "pin is "
            })
    void shouldNotTakeLongOverAnything(String part) {
        String text = part.repeat(10_000 / part.length());
        long begun = System.nanoTime();

        ALL.redact(text);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
}
