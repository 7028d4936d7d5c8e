/**
 * Receives events over HTTP: authenticates, parses, redacts, writes to Kafka, then responds. Start
 * with {@link io.supportassistant.bridge.service.AdapterRoutes}.
 */
package io.supportassistant.bridge.service;
