/** What the connectors share: one active instance, OAuth tokens, REST calls to the vendor. */
package io.supportassistant.bridge.connector;
