/**
 * Takes events over HTTP: verifies, parses, redacts, writes to Kafka, then answers. Start with
 * {@link io.supportassistant.bridge.service.AdapterRoutes}.
 */
package io.supportassistant.bridge.service;
