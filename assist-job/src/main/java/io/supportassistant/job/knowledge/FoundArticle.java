package io.supportassistant.job.knowledge;

import io.supportassistant.events.TextRange;
import java.util.List;

/**
 * An article that may answer, with the passage that does.
 *
 * @param subject what the article is about, or null
 * @param excerpt verbatim part of the article's body
 * @param highlights what the query and the excerpt have in common
 * @param similarity to what was said, 0 to 1
 */
public record FoundArticle(
        String articleId,
        String title,
        String url,
        String subject,
        String excerpt,
        List<TextRange> highlights,
        double similarity) {}
