/** The records that travel on Kafka, and the codec that encodes and decodes them. */
package io.supportassistant.events;
