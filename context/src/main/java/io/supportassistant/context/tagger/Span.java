package io.supportassistant.context.tagger;

/**
 * A piece of text that names an entity.
 *
 * @param start index of the first character in the text
 * @param end index after the last
 */
public record Span(String type, int start, int end) {}
