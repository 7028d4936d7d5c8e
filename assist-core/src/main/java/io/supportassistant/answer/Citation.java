package io.supportassistant.answer;

/**
 * @param quote verbatim part of the excerpt that was found of this article
 */
public record Citation(String articleId, String quote) {}
