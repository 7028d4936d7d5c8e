/**
 * What the adapters of telephone systems and recognisers are made of, and the one way from them to
 * Kafka. Start with {@link io.supportassistant.bridge.Adapter}.
 */
package io.supportassistant.bridge;
