/** Authenticates senders: signatures, tokens, API keys. */
package io.supportassistant.bridge.security;
