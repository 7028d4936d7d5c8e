package io.supportassistant.articles;

import io.supportassistant.events.KnowledgeArticle;
import java.util.ArrayList;
import java.util.List;

/** The articles and faults read from one file so far. */
final class FileReading {

    private final List<Read> articles = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param where in the file, such as {@code line 3}; empty if the file is one article
     */
    record Read(String where, KnowledgeArticle article) {}

    /**
     * Adds the article, or rejects the entry with the reason.
     *
     * @param body plain text
     * @param order the position if the article does not give one, or null
     */
    void take(String where, ArticleFields fields, String body, Integer order) {
        try {
            articles.add(new Read(where, fields.article(body, order)));
            fields.notes().forEach(note -> note(where, note));
        } catch (RejectedArticleException e) {
            reject(where, e.getMessage());
        }
    }

    /**
     * The same for a body that may be HTML.
     *
     * @param body null if it is missing
     */
    void takeEither(String where, ArticleFields fields, String body, Integer order) {
        try {
            take(where, fields, body == null ? null : HtmlText.ofEither(body), order);
        } catch (RejectedArticleException e) {
            reject(where, e.getMessage());
        }
    }

    void reject(String where, String reason) {
        rejected.add(joined(where, reason));
    }

    void note(String where, String note) {
        notes.add(joined(where.isEmpty() ? "" : where + ":", note));
    }

    private static String joined(String where, String words) {
        return where.isEmpty() ? words : where + " " + words;
    }

    List<Read> articles() {
        return articles;
    }

    List<String> rejected() {
        return rejected;
    }

    List<String> notes() {
        return notes;
    }
}
