package io.supportassistant.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainJsonSchemaTest {

    private static String plain(String json) {
        return new String(PlainJsonSchema.withoutZeros(json.getBytes(UTF_8)), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"a\":\"x\\u0000y\\u0000\"}|{\"a\":\"xy\"}",
                "\\u0000|##",
                // A backslash, then the characters u0000.
                "\"\\\\u0000\"|\"\\\\u0000\"",
                "\"\\\\\\u0000\"|\"\\\\\"",
                "\"\\u0001\\n\\u00e9\"|\"\\u0001\\n\\u00e9\"",
                "\"\\u000|\"\\u000",
                "\\|\\"
            })
    void shouldRemoveOnlyNullCharacters(String json, String plain) {
        assertThat(plain(json)).isEqualTo(plain);
    }

    @Test
    void shouldPassOnMessagesWithoutNullCharacters() {
        byte[] json = "{}".getBytes(UTF_8);

        assertThat(PlainJsonSchema.withoutZeros(json)).isSameAs(json);
        assertThat(PlainJsonSchema.withoutZeros(null)).isNull();
    }
}
