package io.supportassistant.events;

import java.util.List;

/**
 * One card.
 *
 * @param id name-based: session, kind and article, so a replay gives the same one
 * @param suggestionType {@link #KNOWLEDGE_ARTICLE}
 * @param excerpt verbatim part of the article's body
 * @param highlights what to mark in the excerpt, in order, not overlapping
 * @param similarity of the article to what was said, 0 to 1, comparable between calls
 * @param confidenceScore how sure the assistant is that this helps now, 0 to 1
 * @param whyNow one sentence: what was heard that the article answers
 */
public record Suggestion(
        String id,
        String suggestionType,
        String articleId,
        String title,
        String url,
        String excerpt,
        List<TextRange> highlights,
        double similarity,
        double confidenceScore,
        String whyNow) {

    public static final String KNOWLEDGE_ARTICLE = "knowledge_article";

    public Suggestion {
        highlights = highlights == null ? List.of() : highlights;
    }
}
