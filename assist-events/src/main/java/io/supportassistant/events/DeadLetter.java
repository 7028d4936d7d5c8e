package io.supportassistant.events;

import java.time.Instant;
import java.util.Arrays;

/**
 * A message that could not be used. It is kept whole if that fits into a Kafka record; as JSON it
 * may be six times as long.
 *
 * @param origin where it came from: {@code topic-partition@offset}, or a route
 * @param reason one sentence
 * @param raw the message itself, as text or, if it is not UTF-8, in base64
 * @param rawEncoding {@code utf-8} or {@code base64}
 */
public record DeadLetter(
        String origin, String reason, String raw, String rawEncoding, Instant occurredAt)
        implements AssistEvent {

    /** In bytes, as JSON; by default Kafka accepts 1 MiB for the whole record. */
    private static final int LARGEST_RAW = 700_000;

    private static final int ESCAPED = 6;

    public DeadLetter {
        Required.field(origin, "origin");
        Required.field(reason, "reason");
        Required.field(raw, "raw");
        Required.field(rawEncoding, "raw_encoding");
        Required.field(occurredAt, "occurred_at");
    }

    public static DeadLetter of(String origin, String reason, byte[] message, Instant now) {
        RawText raw = RawText.of(message);
        int length = message.length;
        for (long size = written(raw.text()); size > LARGEST_RAW; size = written(raw.text())) {
            length = (int) Math.min(length - 1L, (long) length * LARGEST_RAW / size);
            raw = RawText.of(Arrays.copyOf(message, length));
        }
        return new DeadLetter(
                origin,
                length == message.length
                        ? reason
                        : reason + " (cut: it has " + message.length + " bytes)",
                raw.text(),
                raw.encoding(),
                now);
    }

    /** The most bytes that a text takes as JSON in UTF-8. */
    private static long written(String text) {
        return text.chars()
                .mapToLong(c -> c < ' ' ? ESCAPED : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3)
                .sum();
    }
}
