package io.supportassistant.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+14155550142                        | US | +14155550142",
                "tel:+1-415-555-0142                 | US | +14155550142",
                "tel:+14155550142;ext=77             | US | +14155550142",
                "tel:555-0142;phone-context=+1415    | US | +14155550142",
                "(415) 555-0142                      | US | +14155550142",
                "(415) 555-0142 ext. 77              | US | +14155550142",
                "4155550142                          | US | +14155550142",
                "1 415.555.0142                      | US | +14155550142",
                "011 49 30 901820                    | US | +4930901820",
                "00 1 415 555 0142                   | DE | +14155550142",
                "030 901820                          | DE | +4930901820",
                "+39 06 6982 1234                    | US | +390669821234",
                "＋１４１５５５５０１４２                | US | +14155550142",
                "'  +1 415 555 0142  '               | US | +14155550142",
                "sip:+14155550142@example.com        | US | +14155550142",
                "\"Dana\" <sips:+14155550142@10.20.30.40:5060;user=phone> | DE | +14155550142",
                "sip:4155550142@pbx.example.com      | US | +14155550142",
                "+1234567890                         | US | +1234567890"
            })
    void shouldParseANumber(String raw, String region, String e164) {
        assertThat(CallerNumber.parse(raw, region).map(CallerNumber::e164)).contains(e164);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "anonymous",
                "Anonymous",
                "Restricted",
                "unknown",
                "withheld",
                "4711",
                "x4711",
                "911",
                "+",
                "+1",
                "+999",
                "+266696687",
                "+7378742833",
                "+86282452253",
                "0000000000",
                "+10000000000",
                "sip:alice@example.com",
                "sip:4711@example.com",
                "sip:anonymous@anonymous.invalid",
                "sip:alice@10.20.30.40",
                "sip:alice@10.20.30.40:5060",
                "sips:alice@192.168.100.200;transport=tls",
                "4155550142@10.0.0.1",
                "client:agent_7",
                "00000000-0000-0000-0000-000000000000",
                "12345678901234567890"
            })
    void shouldRejectOtherTexts(String raw) {
        assertThat(CallerNumber.parse(raw, "US")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "+14155550142, +14155550142, true",
        "+14155550142, (415) 555-0142, true",
        "+14155550142, 1-415-555-0142, true",
        "+14155550142, tel:+1-415-555-0142, true",
        "+14155550142, +494155550142, false",
        "+14155550142, 5550142, false",
        "+14155550142, +14155550143, false",
        "+4930901820, +49 30 901820, true",
        "+4930901820, 030 901820, false",
        "+494155550142, (415) 555-0142, false",
        "+524155550142, 415-555-0142, false",
        "+41791234567, 41791234567, true",
        "+442079460958, 44 20 7946 0958, true",
        "+494155550142, 0049 4155 550142, true",
        "+4155550142, 4155550142, false",
        "+14155550142, n/a, false",
        "+14155550142, '', false",
        "+14155550142, , false"
    })
    void shouldMatchStoredNumbers(String number, String stored, boolean same) {
        assertThat(CallerNumber.parse(number, "US").orElseThrow().matches(stored)).isEqualTo(same);
    }

    @Test
    void shouldSpellItInTheUsualWays() {
        CallerNumber number = CallerNumber.parse("tel:+1-415-555-0142;ext=77", "US").orElseThrow();

        assertThat(number.spellings())
                .containsExactly(
                        "+14155550142",
                        "(415) 555-0142",
                        "+1 415-555-0142",
                        "4155550142",
                        "14155550142");
        assertThat(number.nationalDigits()).isEqualTo("4155550142");
        assertThat(number).isEqualTo(CallerNumber.parse("+14155550142", "US").orElseThrow());
        assertThat(number)
                .hasSameHashCodeAs(CallerNumber.parse("415 555 0142", "US").orElseThrow());
    }

    @Test
    void shouldNotShowTheNumberInToString() {
        CallerNumber number = CallerNumber.parse("+14155550142", "US").orElseThrow();

        assertThat(number.toString() + List.of(number)).doesNotContainPattern("\\d");
    }

    @Property
    void shouldNeverThrow(@ForAll String raw, @ForAll String stored) {
        Optional<CallerNumber> number = CallerNumber.parse(raw, "US");

        number.ifPresent(this::check);
        CallerNumber.parse("+14155550142", "US").orElseThrow().matches(stored);
    }

    @Property(tries = 2_000)
    void shouldNeverThrowForAlmostNumbers(@ForAll("almostNumbers") String raw) {
        CallerNumber.parse(raw, "US").ifPresent(this::check);
    }

    @Property
    void shouldFindEachOfItsSpellings(
            @ForAll @LongRange(min = 2_000_000_000L, max = 9_999_999_999L) long digits) {
        CallerNumber number = CallerNumber.parse("+1" + digits, "US").orElseThrow();

        assertThat(number.spellings()).allMatch(number::matches);
    }

    @Provide
    Arbitrary<String> almostNumbers() {
        return Arbitraries.strings()
                .withChars("0123456789+-(). ;=x#,*@:/telsip%\u0661\uFF11\u00A0\uD83D")
                .ofMaxLength(300);
    }

    private void check(CallerNumber number) {
        assertThat(number.e164()).matches("\\+\\d{8,}");
        assertThat(number.spellings()).isNotEmpty();
        assertThat(number.spellings())
                .allMatch(spelling -> spelling.matches("[\\p{Nd}+(). /-]+"), number.e164());
        assertThat(number).hasToString("a number");
    }
}
