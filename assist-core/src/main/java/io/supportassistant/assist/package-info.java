/**
 * Runs the assist agents in sequence for one request: analyse, formulate queries, search, clarify.
 * Start with {@link io.supportassistant.assist.AssistPipeline}.
 */
package io.supportassistant.assist;
