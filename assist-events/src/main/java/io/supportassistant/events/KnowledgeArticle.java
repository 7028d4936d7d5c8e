package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * One article of the knowledge base, keyed by its id on a compacted topic; a null value deletes it.
 *
 * @param body plain text; excerpts are verbatim parts of it
 * @param url http or https; anything else is left out
 * @param kind {@code article}, {@code faq}, {@code solution}, ... or {@link #QUESTION}
 * @param domain the part of the business it belongs to, or null
 * @param entity what it is about, where the same text exists for several things, or null
 * @param position of a question in its entity's guide, where questions are asked in order, or null
 */
public record KnowledgeArticle(
        String articleId,
        String title,
        String body,
        String url,
        @JsonProperty("kind") String kind,
        String domain,
        String entity,
        List<String> products,
        List<String> tags,
        Instant updatedAt,
        Integer position)
        implements AssistEvent {

    /** An article that is a diagnostic question to ask rather than an answer to show. */
    public static final String QUESTION = "question";

    public KnowledgeArticle {
        Required.field(articleId, "article_id");
        Required.field(title, "title");
        Required.field(body, "body");
        url = WebAddress.orNull(url);
        kind = kind == null ? "article" : kind;
        products = products == null ? List.of() : products;
        tags = tags == null ? List.of() : tags;
    }
}
