/** Adapter for Whisper-style segments. */
package io.supportassistant.bridge.whisper;
