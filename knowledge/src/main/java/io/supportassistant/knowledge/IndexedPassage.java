package io.supportassistant.knowledge;

import io.supportassistant.events.KnowledgeArticle;
import java.util.List;

/**
 * A passage as an index keeps it, with what is needed of its article.
 *
 * @param number of the passage within its article, from 0
 * @param text verbatim: {@code body.substring(start, start + text.length())}
 * @param url null if the article has none, as domain and entity
 * @param kind as {@link KnowledgeArticle#kind()}
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

    /** Whether it is something to ask rather than something to show. */
    public boolean isQuestion() {
        return KnowledgeArticle.QUESTION.equals(kind);
    }

    /** What stands for the article as a whole beside its text. */
    public String label() {
        return String.join(" ", title, String.join(" ", products), String.join(" ", tags));
    }

    /** What the meaning of a passage is taken from. */
    public static String meaningText(String title, String text) {
        return title + ". " + text;
    }
}
