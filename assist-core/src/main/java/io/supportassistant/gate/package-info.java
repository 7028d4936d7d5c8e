/**
 * Decides which cards an agent sees, at which level, and when a card is withdrawn. Start with
 * {@link io.supportassistant.gate.SuggestionGate}.
 */
package io.supportassistant.gate;
