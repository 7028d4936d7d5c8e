package io.supportassistant.context.tagger;

/**
 * A word or a mark of a text.
 *
 * @param start index of its first character in the text
 * @param end index after its last
 */
public record Token(String text, int start, int end) {}
