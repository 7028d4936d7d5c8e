/** Applies redaction to events and to the raw messages of dead letters. */
package io.supportassistant.bridge.redaction;
