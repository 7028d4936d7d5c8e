package io.supportassistant.knowledge;

import io.supportassistant.events.KnowledgeArticle;
import java.util.List;
import java.util.Optional;

/** A knowledge base that this process holds and changes itself. */
public interface KnowledgeIndex extends PassageIndex, KnowledgeCatalog, KnowledgeWords {

    /**
     * Puts articles in or replaces them, and takes deleted ones out; searches see it when this
     * returns.
     *
     * @param changes one for each article, the last one if it changed several times
     * @throws IllegalArgumentException if one of them cannot be taken in: it is as before, and
     *     those after it in the list are too
     */
    void apply(List<ArticleChange> changes);

    /** The same without asking for vectors: the articles are found by their words only. */
    void applyByWords(List<ArticleChange> changes);

    /** Number of articles that can be found. */
    int size();

    /** The article as it was put in. */
    Optional<KnowledgeArticle> article(String articleId);

    @Override
    void close();

    /**
     * @param article the new text, or null if the article was deleted
     */
    record ArticleChange(String articleId, KnowledgeArticle article) {}
}
