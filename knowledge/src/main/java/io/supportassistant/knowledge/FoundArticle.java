package io.supportassistant.knowledge;

import io.supportassistant.events.TextRange;
import java.time.Instant;
import java.util.List;

/**
 * An article that may answer, with the passage that does.
 *
 * @param subject what the article is about, or null
 * @param domain that the article belongs to, or null
 * @param excerpt verbatim part of the article's body
 * @param highlights what the query and the excerpt have in common
 * @param similarity to what was said, 0 to 1
 * @param answerLine the sentences that answer, a verbatim part of the body, or null
 * @param whyNow one sentence that quotes the words of the call that the article has too, or null
 * @param updatedAt when the article was last changed, or null if it is not known
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

    /** As an index finds it: nothing has looked for the answer in it. */
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

    /** The same article with what its card opens with. */
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
