/**
 * What Flink jobs of this house share: the topics as sources and sinks, events between operators,
 * what cannot be read, timers and configuration. Start with {@link
 * io.supportassistant.flink.KafkaConnectors}.
 */
package io.supportassistant.flink;
