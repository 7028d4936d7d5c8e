package io.supportassistant.knowledge;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import java.util.stream.Stream;

/** A small knowledge base, and methods to build articles. */
public final class SampleArticles {

    public static final KnowledgeArticle ERROR_401 =
            article(
                    "KB-1",
                    "Error 401 in the mobile app",
                    "Error 401 means that the app uses an old token. Log in again with the new"
                            + " password.");
    static final KnowledgeArticle PARCEL =
            article(
                    "KB-2",
                    "A parcel arrived damaged",
                    "Take photos of the parcel and send them to us. We replace what is broken.");
    static final KnowledgeArticle CAMERA =
            article(
                    "KB-3",
                    "The camera is offline",
                    "Move the camera closer to the router, then restart both.");

    private SampleArticles() {}

    public static KnowledgeArticle article(String id, String title, String body) {
        return record(id, title, body, null, null, null, null);
    }

    /** An article on one of several subjects that have the same articles. */
    static KnowledgeArticle about(String entity, String id, String title, String body) {
        return record(id, title, body, null, null, entity, null);
    }

    /**
     * @param position in the entity's guide, or null
     */
    static KnowledgeArticle question(String entity, String id, String text, Integer position) {
        return record(id, text, text, KnowledgeArticle.QUESTION, null, entity, position);
    }

    static KnowledgeArticle inDomain(String domain, KnowledgeArticle article) {
        return record(
                article.articleId(),
                article.title(),
                article.body(),
                article.kind(),
                domain,
                article.entity(),
                article.position());
    }

    static ArticleChange change(KnowledgeArticle article) {
        return new ArticleChange(article.articleId(), article);
    }

    static ArticleChange deletion(String articleId) {
        return new ArticleChange(articleId, null);
    }

    static LuceneKnowledgeIndex indexOf(Embedder embedder, KnowledgeArticle... articles) {
        LuceneKnowledgeIndex index = new LuceneKnowledgeIndex(embedder, new PassageSplitter(400));
        index.apply(Stream.of(articles).map(SampleArticles::change).toList());
        return index;
    }

    private static KnowledgeArticle record(
            String id,
            String title,
            String body,
            String kind,
            String domain,
            String entity,
            Integer position) {
        return new KnowledgeArticle(
                id,
                title,
                body,
                "https://kb.example/" + id,
                kind,
                domain,
                entity,
                null,
                null,
                null,
                position);
    }
}
