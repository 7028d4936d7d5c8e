/**
 * The building blocks of the adapters for telephone systems and recognisers, and the only path from
 * adapters to Kafka. Start with {@link io.supportassistant.bridge.Adapter}.
 */
package io.supportassistant.bridge;
