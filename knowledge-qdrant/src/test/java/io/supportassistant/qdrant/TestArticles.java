package io.supportassistant.qdrant;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small articles, and settings for a server. */
public final class TestArticles {

    private TestArticles() {}

    public static KnowledgeArticle article(String id, String title, String body) {
        return article(id, title, body, "article", null);
    }

    static KnowledgeArticle article(
            String id, String title, String body, String kind, String domain) {
        return new KnowledgeArticle(
                id,
                title,
                body,
                "https://help.example/" + id,
                kind,
                domain,
                null,
                List.of("hub"),
                List.of("how-to"),
                null,
                null);
    }

    /** Each paragraph becomes one passage. */
    public static String body(int paragraphs) {
        return IntStream.range(0, paragraphs)
                .mapToObj(i -> "Paragraph " + i + " " + "says a little more. ".repeat(25).strip())
                .collect(Collectors.joining("\n"));
    }

    static ArticleChange put(KnowledgeArticle article) {
        return new ArticleChange(article.articleId(), article);
    }

    static ArticleChange delete(String id) {
        return new ArticleChange(id, null);
    }

    public static QdrantSettings settings(String url, String... more) {
        Map<String, String> values = new HashMap<>();
        values.put("QDRANT_URL", url);
        values.put("QDRANT_WRITE_DEADLINE", "10s");
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return QdrantSettings.from(Settings.of(values));
    }
}
