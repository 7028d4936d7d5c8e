package io.supportassistant.answer;

/**
 * @param quote exact part of the article's found excerpt
 */
public record Citation(String articleId, String quote) {}
