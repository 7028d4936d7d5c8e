/** Verifies who sends: signatures, tokens, API keys. */
package io.supportassistant.bridge.security;
