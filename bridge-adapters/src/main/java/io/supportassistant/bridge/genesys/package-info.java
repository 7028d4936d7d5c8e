/** Adapter and connector for Genesys Cloud. */
package io.supportassistant.bridge.genesys;
