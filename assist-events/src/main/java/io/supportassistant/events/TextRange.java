package io.supportassistant.events;

/** Characters {@code start} (inclusive) to {@code end} (exclusive), counted in UTF-16 units. */
public record TextRange(int start, int end) {}
