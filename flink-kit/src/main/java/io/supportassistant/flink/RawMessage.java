package io.supportassistant.flink;

/**
 * A message as Kafka has it.
 *
 * @param origin {@code topic-partition@offset}
 */
public record RawMessage(String origin, byte[] value) {}
