/** Shared parts of the connectors: leader election, OAuth tokens, REST calls to the vendor. */
package io.supportassistant.bridge.connector;
