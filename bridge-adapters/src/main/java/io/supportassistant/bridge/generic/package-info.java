/** Adapter for any other sender: a plain envelope or CloudEvents. */
package io.supportassistant.bridge.generic;
