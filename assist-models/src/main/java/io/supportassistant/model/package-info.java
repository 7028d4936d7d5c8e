/**
 * The assist agents that call a model server, and the layers between them and the server: prompts,
 * budget, deadline, circuit breaker, checks of the answers.
 */
package io.supportassistant.model;
