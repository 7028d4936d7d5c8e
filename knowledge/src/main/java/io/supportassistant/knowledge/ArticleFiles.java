package io.supportassistant.knowledge;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.events.KnowledgeArticle;
import java.nio.file.Path;
import java.util.List;

/**
 * Articles from files of which every one must be right; {@link ArticleLoader} reads the files, and
 * also loads what it can where some are not.
 */
public final class ArticleFiles {

    private ArticleFiles() {}

    /**
     * Reads one file, or all files of known kinds below a folder.
     *
     * @throws IllegalArgumentException if an article has a fault; names file and line
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static List<KnowledgeArticle> read(Path path) {
        return ArticleLoader.loadStrictly(path);
    }
}
