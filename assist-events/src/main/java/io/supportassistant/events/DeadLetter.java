package io.supportassistant.events;

import java.time.Instant;

/**
 * A message that could not be used, kept whole.
 *
 * @param origin where it came from: {@code topic-partition@offset}, or a route
 * @param reason one sentence
 * @param raw the message itself, as text or, if it is not UTF-8, in base64
 * @param rawEncoding {@code utf-8} or {@code base64}
 */
public record DeadLetter(
        String origin, String reason, String raw, String rawEncoding, Instant occurredAt)
        implements AssistEvent {

    public DeadLetter {
        Required.field(origin, "origin");
        Required.field(reason, "reason");
        Required.field(raw, "raw");
        Required.field(rawEncoding, "raw_encoding");
        Required.field(occurredAt, "occurred_at");
    }

    public static DeadLetter of(String origin, String reason, byte[] message, Instant now) {
        RawText raw = RawText.of(message);
        return new DeadLetter(origin, reason, raw.text(), raw.encoding(), now);
    }
}
