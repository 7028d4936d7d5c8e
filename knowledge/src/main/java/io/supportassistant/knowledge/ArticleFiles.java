package io.supportassistant.knowledge;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.events.KnowledgeArticle;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads articles from files and fails on the first fault. {@link ArticleLoader} reads the files,
 * and can also load the valid articles only.
 */
public final class ArticleFiles {

    private ArticleFiles() {}

    /**
     * Reads one file, or all files of known formats below a folder.
     *
     * @throws IllegalArgumentException if an article has a fault; names file and line
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static List<KnowledgeArticle> read(Path path) {
        return ArticleLoader.loadStrictly(path);
    }
}
