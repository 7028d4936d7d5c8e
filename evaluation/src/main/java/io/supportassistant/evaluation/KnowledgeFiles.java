package io.supportassistant.evaluation;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.articles.FileReport;
import io.supportassistant.articles.LoadedArticles;
import io.supportassistant.events.KnowledgeArticle;
import java.nio.file.Path;
import java.util.List;

/** Reads the articles that a command is given. */
public final class KnowledgeFiles {

    private KnowledgeFiles() {}

    /**
     * The articles of a file or folder; says on standard error what could not be loaded.
     *
     * @throws IllegalArgumentException if there is nothing
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
