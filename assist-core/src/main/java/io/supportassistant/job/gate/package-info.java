/**
 * Decides which cards an agent sees, at which level and when one is withdrawn. Start with {@link
 * io.supportassistant.job.gate.SuggestionGate}.
 */
package io.supportassistant.job.gate;
