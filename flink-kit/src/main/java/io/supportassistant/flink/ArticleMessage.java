package io.supportassistant.flink;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.UnreadableEventException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A Kafka record of {@code knowledge-articles}, not yet decoded.
 *
 * @param origin {@code topic-partition@offset}
 * @param articleId the key, or empty if there is none
 * @param value null if the article is deleted
 */
public record ArticleMessage(String origin, String articleId, byte[] value) {

    /**
     * Decodes the article; null if it is deleted.
     *
     * @throws UnreadableEventException if the message cannot be used; its message gives the reason
     */
    public KnowledgeArticle read() {
        if (articleId.isEmpty()) {
            throw new UnreadableEventException(
                    "the message has no key; an article needs its id as the key", null);
        }
        if (articleId.getBytes(StandardCharsets.UTF_8).length > KnowledgeArticle.MOST_TERM_BYTES) {
            throw new UnreadableEventException(
                    "the key has more than " + KnowledgeArticle.MOST_TERM_BYTES + " bytes", null);
        }
        if (value == null) {
            return null;
        }
        KnowledgeArticle article = EventCodec.decode(value, KnowledgeArticle.class);
        if (!article.articleId().equals(articleId)) {
            throw new UnreadableEventException("the key is not the article's id", null);
        }
        if (article.body().isBlank()) {
            throw new UnreadableEventException("the article's body is blank", null);
        }
        CharsetEncoder characters = StandardCharsets.UTF_8.newEncoder();
        if (!characters.canEncode(article.title()) || !characters.canEncode(article.body())) {
            throw new UnreadableEventException(
                    "the article's title or body has half of a surrogate pair", null);
        }
        return article;
    }

    /** The value; empty if the article is deleted. */
    public byte[] raw() {
        return value == null ? new byte[0] : value;
    }
}
