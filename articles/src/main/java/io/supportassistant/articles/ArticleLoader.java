package io.supportassistant.articles;

import io.supportassistant.articles.FileReading.Read;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Loads articles from one file, or from all files below a folder in the order of their paths. A
 * faulty file or article does not stop the others. Hidden files are ignored.
 */
public final class ArticleLoader {

    /** Kafka accepts one megabyte per record, including the data sent with the article. */
    private static final int MOST_ARTICLE_BYTES = 900_000;

    private final Map<String, FileReading> readings = new TreeMap<>();
    private final Map<String, String> unreadable = new HashMap<>();
    private final Map<String, String> skipped = new HashMap<>();
    private final Set<String> empty = new HashSet<>();
    private final Path root;

    private ArticleLoader(Path root) {
        this.root = root;
    }

    /**
     * Loads what can be loaded and reports on every file. If several articles have the same id, the
     * first is kept.
     *
     * @throws UncheckedIOException if there is no such file or folder
     */
    public static LoadedArticles load(Path path) {
        ArticleLoader loader = new ArticleLoader(path);
        loader.readAll();
        return loader.loaded();
    }

    /**
     * Loads everything or nothing; files of unknown formats are skipped.
     *
     * @throws IllegalArgumentException if an article has a fault; names file and line
     * @throws UncheckedIOException if a file cannot be read
     */
    public static List<KnowledgeArticle> loadStrictly(Path path) {
        ArticleLoader loader = new ArticleLoader(path);
        loader.readAll();
        List<KnowledgeArticle> articles = new ArrayList<>();
        loader.readings.forEach(
                (file, reading) -> {
                    Path full = Files.isDirectory(path) ? path.resolve(file) : path;
                    if (loader.unreadable.containsKey(file)) {
                        throw new UncheckedIOException(
                                new IOException(full + " " + loader.unreadable.get(file)));
                    }
                    if (!reading.rejected().isEmpty()) {
                        throw new IllegalArgumentException(full + " " + reading.rejected().get(0));
                    }
                    reading.articles().forEach(read -> articles.add(read.article()));
                });
        return articles;
    }

    private void readAll() {
        try {
            if (Files.isDirectory(root)) {
                Files.walkFileTree(root, new Walk());
            } else if (Files.exists(root)) {
                read(
                        root,
                        root.getFileName().toString(),
                        ArticleFormat.of(root).orElse(ArticleFormat.JSON_LINES));
            } else {
                throw new NoSuchFileException(root + " does not exist");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root, e);
        }
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && isHidden(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            String name = name(file);
            ArticleFormat.of(file)
                    .ifPresentOrElse(
                            format -> read(file, name, format),
                            () -> {
                                readings.put(name, new FileReading());
                                skipped.put(name, skipReason(file));
                            });
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable(name(file), "cannot be read");
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private String name(Path file) {
            return root.relativize(file).toString().replace('\\', '/');
        }

        private static String skipReason(Path file) {
            String extension = ArticleFormat.ending(file);
            return extension.isEmpty()
                    ? "its name has no extension"
                    : "." + extension + " is not a supported file type";
        }
    }

    private void read(Path file, String name, ArticleFormat format) {
        FileReading reading = new FileReading();
        readings.put(name, reading);
        try {
            long size = Files.size(file);
            if (size > format.mostBytes()) {
                reading.reject(
                        "",
                        "is too large: %,d bytes; the limit is %,d"
                                .formatted(size, format.mostBytes()));
                return;
            }
            int dot = name.lastIndexOf('.');
            String nameWithoutExtension =
                    dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
            byte[] bytes = Files.readAllBytes(file);
            format.read(bytes, nameWithoutExtension, reading);
            if (isBlank(bytes)) {
                empty.add(name);
            }
        } catch (UnreadableTextException e) {
            unreadable(name, e.getMessage());
        } catch (IOException e) {
            unreadable(name, "cannot be read");
        }
    }

    /** A byte-order mark alone is blank too. */
    private static boolean isBlank(byte[] bytes) {
        return bytes.length < 1_000
                && new String(bytes, StandardCharsets.UTF_8).replace("\ufeff", "").isBlank();
    }

    private void unreadable(String name, String reason) {
        readings.computeIfAbsent(name, file -> new FileReading()).reject("", reason);
        unreadable.put(name, reason);
    }

    private LoadedArticles loaded() {
        Map<String, String> usedIds = new HashMap<>();
        Map<String, List<KnowledgeArticle>> kept = new TreeMap<>();
        readings.forEach(
                (file, reading) -> {
                    List<KnowledgeArticle> articles = new ArrayList<>();
                    for (Read read : reading.articles()) {
                        if (accepts(file, read, reading, usedIds)) {
                            articles.add(read.article());
                        }
                    }
                    kept.put(file, articles);
                });
        return new LoadedArticles(
                kept.values().stream().flatMap(List::stream).toList(),
                readings.entrySet().stream()
                        .map(
                                entry ->
                                        new FileReport(
                                                entry.getKey(),
                                                kept.get(entry.getKey()).size(),
                                                reasons(entry.getKey(), entry.getValue()),
                                                entry.getValue().notes(),
                                                skipped.containsKey(entry.getKey())))
                        .toList());
    }

    private List<String> reasons(String file, FileReading reading) {
        if (skipped.containsKey(file)) {
            return List.of(skipped.get(file));
        }
        return empty.contains(file) ? List.of("is empty") : reading.rejected();
    }

    private boolean accepts(
            String file, Read read, FileReading reading, Map<String, String> usedIds) {
        KnowledgeArticle article = read.article();
        String id = article.articleId();
        if (article.body().isBlank()) {
            reading.reject(read.where(), "has an empty body");
            return false;
        }
        int bytes = EventCodec.encode(article).length;
        if (bytes > MOST_ARTICLE_BYTES) {
            reading.reject(
                    read.where(),
                    "is too large for an article: %,d bytes; the limit is %,d"
                            .formatted(bytes, MOST_ARTICLE_BYTES));
            return false;
        }
        String first = usedIds.putIfAbsent(id, file);
        if (first != null) {
            reading.reject(
                    read.where(),
                    "has the same id %s as an article in %s, which is kept".formatted(id, first));
            readings.get(first).note("", "the id %s is used again in %s".formatted(id, file));
            return false;
        }
        return true;
    }
}
