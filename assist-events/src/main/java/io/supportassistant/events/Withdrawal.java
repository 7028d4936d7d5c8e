package io.supportassistant.events;

/** A card or question that is no longer worth the agent's eyes, and why. */
public record Withdrawal(String id, String reason) {}
