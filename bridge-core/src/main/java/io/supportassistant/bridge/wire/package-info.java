/** Parses what comes over the wire: JSON, forms, headers, times, telephone numbers. */
package io.supportassistant.bridge.wire;
