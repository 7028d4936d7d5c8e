/** Adapter for Deepgram results. */
package io.supportassistant.bridge.deepgram;
