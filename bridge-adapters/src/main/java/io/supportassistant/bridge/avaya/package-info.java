/** Adapter and connector for Avaya Experience Platform. */
package io.supportassistant.bridge.avaya;
