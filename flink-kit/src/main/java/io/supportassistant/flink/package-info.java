/**
 * Shared code of the Flink jobs: topics as sources and sinks, events between operators, dead
 * letters, timers and configuration. Start with {@link io.supportassistant.flink.KafkaConnectors}.
 */
package io.supportassistant.flink;
