package io.supportassistant.knowledge;

/**
 * A part of an article's body, short enough to be read at a glance.
 *
 * @param text exact part of the body: {@code body.substring(start, start + text.length())}
 */
public record Passage(int start, String text) {}
