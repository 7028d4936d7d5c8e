package io.supportassistant.context.tagger;

/**
 * A word or a mark of a text.
 *
 * @param start index of the first character in the text
 * @param end index after the last
 */
public record Token(String text, int start, int end) {}
