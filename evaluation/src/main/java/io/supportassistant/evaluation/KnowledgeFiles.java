package io.supportassistant.evaluation;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.articles.FileReport;
import io.supportassistant.articles.LoadedArticles;
import io.supportassistant.events.KnowledgeArticle;
import java.nio.file.Path;
import java.util.List;

/** Loads the articles for a command. */
public final class KnowledgeFiles {

    private KnowledgeFiles() {}

    /**
     * Loads the articles of a file or folder; reports on standard error what it could not load.
     *
     * @throws IllegalArgumentException if there are no articles
     */
    public static List<KnowledgeArticle> articles(Path path) {
        LoadedArticles loaded = ArticleLoader.load(path);
        loaded.files().stream()
                .filter(FileReport::isWorthALook)
                .forEach(file -> System.err.println(file.line()));
        loaded.whyNothing(false)
                .ifPresent(
                        reason -> {
                            throw new IllegalArgumentException(path + ": " + reason);
                        });
        return loaded.articles();
    }
}
