package io.supportassistant.flink;

/**
 * A Kafka record, not yet decoded.
 *
 * @param origin {@code topic-partition@offset}
 */
public record RawMessage(String origin, byte[] value) {}
