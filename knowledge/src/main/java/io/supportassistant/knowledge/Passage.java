package io.supportassistant.knowledge;

/**
 * A part of an article's body, short enough to be read at a glance.
 *
 * @param text verbatim: {@code body.substring(start, start + text.length())}
 */
public record Passage(int start, String text) {}
