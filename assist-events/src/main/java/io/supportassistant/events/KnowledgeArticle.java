package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * One article of the knowledge base, keyed by its id on a compacted topic; a null value deletes it.
 *
 * <p>Id, kind, domain and entity are terms of search engines and keys of messages, which have a
 * maximum length. So each has at most {@link #MOST_TERM_BYTES} bytes of UTF-8, and a title at most
 * {@link #MOST_TITLE_BYTES}.
 *
 * @param body plain text; excerpts are verbatim parts of it
 * @param url http or https; anything else is dropped
 * @param kind {@code article}, {@code faq}, {@code solution}, ... or {@link #QUESTION}
 * @param domain the part of the business it belongs to, or null
 * @param entity its subject if the same text exists for several subjects, or null
 * @param position of a question in its entity's guide, if questions are asked in order, or null
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

    /** An article that is a diagnostic question to ask, not an answer to show. */
    public static final String QUESTION = "question";

    public static final int MOST_TERM_BYTES = 500;

    /** In UTF-8; the title is part of every passage of its article. */
    public static final int MOST_TITLE_BYTES = 1_000;

    public KnowledgeArticle {
        Required.field(articleId, "article_id");
        Required.atMost(MOST_TERM_BYTES, articleId, "article_id");
        Required.atMost(MOST_TERM_BYTES, kind, "kind");
        Required.atMost(MOST_TERM_BYTES, domain, "domain");
        Required.atMost(MOST_TERM_BYTES, entity, "entity");
        Required.field(title, "title");
        Required.atMost(MOST_TITLE_BYTES, title, "title");
        Required.field(body, "body");
        url = WebAddress.orNull(url);
        kind = kind == null ? "article" : kind;
        products = products == null ? List.of() : products;
        tags = tags == null ? List.of() : tags;
    }
}
