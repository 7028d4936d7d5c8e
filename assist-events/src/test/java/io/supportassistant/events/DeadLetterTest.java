package io.supportassistant.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int LARGEST_MESSAGE = 1_048_576;

    @Test
    void shouldKeepACompleteMessage() {
        byte[] message = "x".repeat(700_000).getBytes(UTF_8);

        assertThat(DeadLetter.of("t-0@1", "no JSON", message, NOW))
                .isEqualTo(new DeadLetter("t-0@1", "no JSON", "x".repeat(700_000), "utf-8", NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\"", "\\", "é", "😀", "x"})
    void shouldTruncateAMessageLargerThanKafkaAccepts(String character) {
        byte[] message = character.repeat(1_000_000 / character.length()).getBytes(UTF_8);

        assertTruncated(message);
    }

    @Test
    void shouldTruncateABinaryMessage() {
        byte[] message = new byte[1_000_000];
        java.util.Arrays.fill(message, (byte) 0xff);

        assertTruncated(message);
    }

    private static void assertTruncated(byte[] message) {
        DeadLetter letter = DeadLetter.of("t-0@1", "no JSON", message, NOW);

        assertThat(letter.reason()).isEqualTo("no JSON (cut: it has " + message.length + " bytes)");
        assertThat(EventCodec.encode(letter).length).isBetween(100_000, LARGEST_MESSAGE - 10_000);
    }
}
