package io.supportassistant.bridge.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.redaction.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageRedactionTest {

    private static final Redactor ALL =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"));

    @Test
    void shouldRedactMessagesHoweverTheyAreEncoded() {
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
}
