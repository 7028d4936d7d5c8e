package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * One card.
 *
 * @param id name-based: session, kind and article, so a replay gives the same one
 * @param suggestionType {@link #KNOWLEDGE_ARTICLE} or {@link #GENERATED_ANSWER}
 * @param url http or https; anything else is dropped
 * @param excerpt verbatim part of the article's body
 * @param highlights ranges to mark in the excerpt, in order, not overlapping
 * @param similarity of the article to the speech, 0 to 1, comparable between calls
 * @param confidenceScore how sure the assistant is that this helps now, 0 to 1
 * @param whyNow one sentence: the speech that the article answers
 * @param answer text of a generated answer, in plain words; else null
 * @param citations sources of a generated answer, at least one; the first one's article and quote
 *     are the suggestion's article and excerpt
 * @param level {@link #LEAD}, the answer, only one at a time, or {@link #ROW}, a quiet line that
 *     the agent may open; lead if not given
 * @param answerLine the article's sentences that answer, at most about 25 words, a verbatim part of
 *     its body; else null
 * @param updatedAt when the article was last changed, or null if unknown
 * @param alsoIn articles with the same content that need no card of their own
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
        String whyNow,
        String answer,
        List<Citation> citations,
        String level,
        String answerLine,
        Instant updatedAt,
        List<AlsoIn> alsoIn) {

    public static final String KNOWLEDGE_ARTICLE = "knowledge_article";
    public static final String GENERATED_ANSWER = "generated_answer";
    public static final String LEAD = "lead";
    public static final String ROW = "row";

    /** A leading card without an answer line. */
    public Suggestion(
            String id,
            String suggestionType,
            String articleId,
            String title,
            String url,
            String excerpt,
            List<TextRange> highlights,
            double similarity,
            double confidenceScore,
            String whyNow,
            String answer,
            List<Citation> citations) {
        this(
                id,
                suggestionType,
                articleId,
                title,
                url,
                excerpt,
                highlights,
                similarity,
                confidenceScore,
                whyNow,
                answer,
                citations,
                LEAD,
                null,
                null,
                null);
    }

    public Suggestion {
        url = WebAddress.orNull(url);
        highlights = highlights == null ? List.of() : highlights;
        citations = citations == null ? List.of() : citations;
        level = level == null ? LEAD : level;
        alsoIn = alsoIn == null ? List.of() : alsoIn;
    }

    /** An article with the same content. */
    public record AlsoIn(String articleId, String title, String url) {

        public AlsoIn {
            url = WebAddress.orNull(url);
        }
    }

    /**
     * A source of a generated answer.
     *
     * @param quote verbatim part of the shown excerpt of the article
     */
    public record Citation(String articleId, String title, String url, String quote) {

        public Citation {
            url = WebAddress.orNull(url);
        }
    }
}
