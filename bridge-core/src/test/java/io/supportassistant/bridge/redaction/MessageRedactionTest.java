package io.supportassistant.bridge.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class MessageRedactionTest {

    private static final Redactor ALL =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"));

    @Test
    void shouldRedactMessagesInEveryEncoding() {
        MessageRedaction messages = new MessageRedaction(ALL);
        String json =
                "{\"a\":\"\\u0034111 1111 1111"
                    + " 1111\",\"b\":\"{\\\"c\\\":\\\"dana@example.com\\\"}\",\"n\":4111111111111111}";

        assertThat(new String(messages.redact(json.getBytes(UTF_8)), UTF_8))
                .isEqualTo(
                        "{\"a\":\"[card number]\",\"b\":\"{\\\"c\\\":\\\"[e-mail"
                                + " address]\\\"}\",\"n\":\"[card number]\"}");
        assertThat(
                        new String(
                                messages.redactForm(
                                        "x=4111+1111%201111-1111&y=dana%40example.com"
                                                .getBytes(UTF_8)),
                                UTF_8))
                .isEqualTo("x=%5Bcard+number%5D&y=%5Be-mail+address%5D");
        assertThat(
                        messages.redact(
                                "\u00ff 4111111111111111"
                                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .asString(java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("[card number]");
        assertThat(new String(messages.redact("{ broken 4111111111111111".getBytes(UTF_8)), UTF_8))
                .isEqualTo("{ broken [card number]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lines\":{\"0\":\"my card is"
                        + " 4539\",\"1\":\"1488\",\"2\":\"0343\",\"3\":\"6467\"}}",
                "{\"line1\":\"4539\",\"line2\":\"1488\",\"line3\":\"0343\",\"line4\":\"6467\"}",
                "{\"x\":{\"1\":{\"t\":\"4539 1488\"},\"2\":{\"t\":\"0343 6467\"}}}",
                "{\"pay\":{\"1\":4539,\"2\":1488,\"3\":\"0343\",\"4\":6467}}"
            })
    void shouldReadTheTextsOfNumberedNamesAsOneText(String json) {
        assertThat(redacted(json))
                .contains("[card number]")
                .doesNotContain("4539", "1488", "0343", "6467");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"memorable_word\":\"kestrel\"}",
                "{\"cookie\":\"sid=kestrel; theme=dark\"}",
                "{\"note\":\"<order><pin>kestrel</pin></order>\"}",
                "{\"note\":\"<login password='x'><ns:password>kestrel</ns:password></login>\"}",
                "{\"page\":\"https://shop.example/reset?lang=en&token=kestrel#top\"}",
                "<call><password>kestrel</password></call>"
            })
    void shouldRedactByNamesWithinAText(String message) {
        assertThat(redacted(message)).contains("[secret]").doesNotContain("kestrel");
    }

    @Test
    void shouldRedactALicenceByItsName() {
        assertThat(redacted("{\"license\":\"B4482424\"}")).doesNotContain("B4482424");
        assertThat(redacted("{\"license\":\"Apache-2.0\"}")).contains("Apache-2.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"page\":\"https://shop.example/?lang=en&order=7731\"}",
                "{\"note\":\"<b>Order 7731</b> is late; a = b, 3 < 4\"}",
                "{\"cookie\":\"accepted\"}",
                "{\"1\":\"one\",\"2\":\"two\"}"
            })
    void shouldKeepTextsWithoutPersonalNames(String message) {
        assertThat(redacted(message)).isEqualTo(message);
    }

    private static String redacted(String message) {
        return new String(new MessageRedaction(ALL).redact(message.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void shouldReadTheWordsOfAnArrayAsOneText() {
        String google =
                "{\"results\":[{\"alternatives\":[{\"transcript\":\"no\",\"words\":["
                    + "{\"word\":\"my\",\"startTime\":{\"seconds\":\"4111\"}},"
                    + "{\"word\":\"4111\"},{\"word\":\"1111\"},{\"word\":\"one\"},{\"word\":\"one\"},"
                    + "{\"word\":\"eleven\"},{\"word\":\"1111\"},{\"word\":\"ok\"}]}]}]}";
        String amazon =
                "{\"items\":[{\"alternatives\":[{\"content\":\"4111\"}]},{\"alternatives\":[{\"content\":\"1111\"}]},{\"alternatives\":[{\"content\":\"1111"
                    + " 1111\"}]}]}";
        MessageRedaction messages = new MessageRedaction(ALL);

        assertThat(new String(messages.redact(google.getBytes(UTF_8)), UTF_8))
                .isEqualTo(
                        google.replaceAll(
                                "word\":\"(?:4111|1111|one|eleven)\"", "word\":\"[card number]\""));
        assertThat(new String(messages.redact(amazon.getBytes(UTF_8)), UTF_8))
                .doesNotContain("1111")
                .contains("[card number]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 8, 14})
    void shouldReadDeeplyNestedItemsAsOneText(int depth) {
        String items =
                Stream.of("4539", "1488", "0343", "6467")
                        .map(
                                part ->
                                        "{\"a\":".repeat(depth)
                                                + "{\"t\":\""
                                                + part
                                                + "\"}"
                                                + "}".repeat(depth))
                        .collect(Collectors.joining(","));
        String redacted =
                new String(
                        new MessageRedaction(ALL).redact(("[" + items + "]").getBytes(UTF_8)),
                        UTF_8);

        assertThat(redacted).doesNotContain("4539", "1488", "0343", "6467");
    }

    @Test
    void shouldKeepTextsOfDifferentPlacesApart() {
        String json =
                "[{\"a\":{\"b\":\"4539\"}},{\"a\":{\"c\":\"1488\"}},{\"a\":{\"d\":\"0343\"}}]";

        assertThat(new String(new MessageRedaction(ALL).redact(json.getBytes(UTF_8)), UTF_8))
                .isEqualTo(json);
    }

    /** Each text is nested in many arrays. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"4539 1\",\"x@y.co\"]",
                "[[[[[[[[[[[[1]]]]]]]]]]]]",
                "{\"a\":[[1,2],[3]]}"
            })
    void shouldRedactNestedArraysInLinearTime(String innermost) {
        String json = innermost;
        while (json.length() < 300_000) {
            json =
                    json.length() < 20_000
                            ? "[" + json + "," + json + "]"
                            : "[" + json + "," + json + "," + json + "," + json + "]";
        }
        byte[] message = json.getBytes(UTF_8);
        MessageRedaction messages = new MessageRedaction(ALL);

        assertTimeout(
                Duration.ofSeconds(20), () -> assertThat(messages.redact(message)).isNotEmpty());
    }

    @Test
    void shouldRedactFieldsByName() {
        String json =
                "{\"passwd\":\"x y\",\"user\":{\"ssn\":78051120,\"dob\":\"1984-05-03\"},"
                        + "\"card\":4.111111111111111E15,\"size\":1E+999999}";

        assertThat(new String(new MessageRedaction(ALL).redact(json.getBytes(UTF_8)), UTF_8))
                .startsWith(
                        "{\"passwd\":\"[secret]\",\"user\":{\"ssn\":\"[social security"
                            + " number]\",\"dob\":\"[date of birth]\"},\"card\":\"[card number]\"");
    }

    /** Parsing each of many texts as JSON would be slow. */
    @Test
    void shouldLimitTheNumberOfTextsReadAsJson() {
        String many = "[" + "\"[1 dana@example.com]\",".repeat(60_000) + "1]";

        String redacted = new String(new MessageRedaction(ALL).redact(many.getBytes(UTF_8)), UTF_8);

        assertThat(redacted).doesNotContain("dana").contains("[too much JSON]");
    }

    /** Long names at deep levels must not multiply the cost. */
    @Test
    void shouldRedactALargeMessageInLinearTime() {
        String name = "n".repeat(900);
        String open = ("{\"" + name + "\":").repeat(28);
        String json = open + "[" + "\"a@b.co;\",".repeat(60_000) + "1]" + "}".repeat(28);
        MessageRedaction messages = new MessageRedaction(ALL);

        assertTimeout(
                Duration.ofSeconds(20),
                () ->
                        assertThat(new String(messages.redact(json.getBytes(UTF_8)), UTF_8))
                                .doesNotContain("a@b.co"));
    }
}
