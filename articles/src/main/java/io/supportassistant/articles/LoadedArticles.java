package io.supportassistant.articles;

import io.supportassistant.events.KnowledgeArticle;
import java.util.List;
import java.util.Optional;

/**
 * @param articles in the order of their files, each id once
 * @param files a report on every file, loaded or not
 */
public record LoadedArticles(List<KnowledgeArticle> articles, List<FileReport> files) {

    public LoadedArticles {
        articles = List.copyOf(articles);
        files = List.copyOf(files);
    }

    /** Whether an article or a file of a known kind could not be loaded. */
    public boolean hasRejected() {
        return files.stream().anyMatch(file -> !file.skipped() && !file.rejected().isEmpty());
    }

    /**
     * The reason to load nothing at all; empty if there is none.
     *
     * @param strict whether a single fault is a reason
     */
    public Optional<String> whyNothing(boolean strict) {
        if (articles.isEmpty()) {
            return Optional.of("nothing could be loaded: " + summary());
        }
        return strict && hasRejected()
                ? Optional.of(
                        "nothing is loaded, because some articles or files have faults: "
                                + summary())
                : Optional.empty();
    }

    /** One line: the number of loaded articles and of files. */
    public String summary() {
        long from = files.stream().filter(file -> file.articles() > 0).count();
        int rejected =
                files.stream()
                        .filter(file -> !file.skipped())
                        .mapToInt(file -> file.rejected().size())
                        .sum();
        long skipped = files.stream().filter(FileReport::skipped).count();
        return counted(articles.size(), "article")
                + " from "
                + counted(from, "file")
                + (rejected == 0 ? "" : ", " + counted(rejected, "fault"))
                + (skipped == 0 ? "" : ", " + counted(skipped, "file") + " skipped");
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
