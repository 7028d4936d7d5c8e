package io.supportassistant.flink;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.UnreadableEventException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A message of {@code knowledge-articles} as Kafka has it.
 *
 * @param origin {@code topic-partition@offset}
 * @param articleId the key; empty if there is none
 * @param value null to delete the article
 */
public record ArticleMessage(String origin, String articleId, byte[] value) {

    /**
     * The article, or null if it is to be deleted.
     *
     * @throws UnreadableEventException if the message cannot be used; says why
     */
    public KnowledgeArticle read() {
        if (articleId.isEmpty()) {
            throw new UnreadableEventException("an article needs its id as the key", null);
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
            throw new UnreadableEventException("the article has half a character", null);
        }
        return article;
    }

    /** Empty if the article is to be deleted. */
    public byte[] raw() {
        return value == null ? new byte[0] : value;
    }
}
