package io.supportassistant.knowledge;

import io.supportassistant.events.TextRange;
import java.time.Instant;
import java.util.List;

/**
 * An article that may answer, with the matching passage.
 *
 * @param subject of the article, or null
 * @param domain of the article, or null
 * @param excerpt exact part of the article's body
 * @param highlights the positions of the query's words in the excerpt
 * @param similarity to the speech, 0 to 1
 * @param answerLine the sentences that answer, an exact part of the body, or null
 * @param whyNow one sentence that quotes the words of the call that the article also contains, or
 *     null
 * @param updatedAt when the article was last changed, or null if unknown
 */
public record FoundArticle(
        String articleId,
        String title,
        String url,
        String subject,
        String domain,
        String excerpt,
        List<TextRange> highlights,
        double similarity,
        String answerLine,
        String whyNow,
        Instant updatedAt) {

    /** As found by an index, without an answer line. */
    public FoundArticle(
            String articleId,
            String title,
            String url,
            String subject,
            String domain,
            String excerpt,
            List<TextRange> highlights,
            double similarity) {
        this(
                articleId,
                title,
                url,
                subject,
                domain,
                excerpt,
                highlights,
                similarity,
                null,
                null,
                null);
    }

    /** The same article with the texts for its card. */
    public FoundArticle answeredBy(
            String answerLine,
            String excerpt,
            List<TextRange> highlights,
            String whyNow,
            Instant updatedAt) {
        return new FoundArticle(
                articleId,
                title,
                url,
                subject,
                domain,
                excerpt,
                highlights,
                similarity,
                answerLine,
                whyNow,
                updatedAt);
    }
}
