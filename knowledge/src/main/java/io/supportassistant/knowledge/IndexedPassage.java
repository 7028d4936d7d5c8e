package io.supportassistant.knowledge;

import io.supportassistant.events.KnowledgeArticle;
import java.util.List;

/**
 * A passage in an index, with the required fields of its article.
 *
 * @param number of the passage within its article, from 0
 * @param text exact part of the body: {@code body.substring(start, start + text.length())}
 * @param url null if the article has none; the same applies to domain and entity
 * @param kind see {@link KnowledgeArticle#kind()}
 * @param meaning vector of length 1 of the passage, or null if the index has no vectors
 */
public record IndexedPassage(
        String articleId,
        int number,
        String title,
        String text,
        int start,
        String url,
        String kind,
        String domain,
        String entity,
        List<String> products,
        List<String> tags,
        float[] meaning) {

    public IndexedPassage {
        products = products == null ? List.of() : List.copyOf(products);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /** Whether it is a question to ask rather than text to show. */
    public boolean isQuestion() {
        return KnowledgeArticle.QUESTION.equals(kind);
    }

    /** The words that describe the article as a whole, besides its text. */
    public String label() {
        return String.join(" ", title, String.join(" ", products), String.join(" ", tags));
    }

    /** The text that is embedded for a passage. */
    public static String meaningText(String title, String text) {
        return title + ". " + text;
    }
}
