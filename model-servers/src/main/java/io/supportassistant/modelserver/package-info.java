/**
 * Calls to OpenAI-compatible servers, as chat models and embeddings share them: settings, failures,
 * circuit breaker, metrics; and the embeddings themselves.
 */
package io.supportassistant.modelserver;
