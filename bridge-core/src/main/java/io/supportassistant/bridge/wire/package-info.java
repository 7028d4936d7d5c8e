/** Parses the formats of incoming requests: JSON, forms, headers, times, telephone numbers. */
package io.supportassistant.bridge.wire;
