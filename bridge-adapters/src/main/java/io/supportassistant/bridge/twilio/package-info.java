/** Adapter for Twilio: voice status, TaskRouter, real-time transcription. */
package io.supportassistant.bridge.twilio;
