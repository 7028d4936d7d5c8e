package io.supportassistant.knowledge;

import io.supportassistant.events.KnowledgeArticle;
import java.util.List;
import java.util.Optional;

/** A knowledge base that this process holds and updates itself. */
public interface KnowledgeIndex extends PassageIndex, KnowledgeCatalog, KnowledgeWords {

    /**
     * Adds or replaces articles, and removes deleted ones. Searches see the changes when this
     * returns.
     *
     * @param changes one for each article; the last one if it changed several times
     * @throws IllegalArgumentException if one of them cannot be indexed; it stays as before, and so
     *     do those after it in the list
     */
    void apply(List<ArticleChange> changes);

    /** The same without vectors: the articles are found by their words only. */
    void applyByWords(List<ArticleChange> changes);

    /** Number of searchable articles. */
    int size();

    /** The article as it was added. */
    Optional<KnowledgeArticle> article(String articleId);

    @Override
    void close();

    /**
     * @param article the new text, or null if the article was deleted
     */
    record ArticleChange(String articleId, KnowledgeArticle article) {}
}
