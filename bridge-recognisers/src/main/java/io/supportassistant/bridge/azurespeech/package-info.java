/** Adapter for Azure Speech results. */
package io.supportassistant.bridge.azurespeech;
