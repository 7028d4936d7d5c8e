/**
 * The assist agents that ask a model server, and everything between them and the wire: prompts,
 * budget, deadline, circuit breaker, checks of what comes back.
 */
package io.supportassistant.model;
