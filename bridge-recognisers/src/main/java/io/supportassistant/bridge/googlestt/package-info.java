/** Adapter for Google Speech-to-Text results. */
package io.supportassistant.bridge.googlestt;
