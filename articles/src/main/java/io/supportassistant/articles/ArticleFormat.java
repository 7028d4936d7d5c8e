package io.supportassistant.articles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The file formats of articles, by file name extension. */
enum ArticleFormat {
    MARKDOWN(List.of("md", "markdown"), Limits.DOCUMENT_BYTES) {
        @Override
        void read(byte[] bytes, String name, FileReading reading) throws IOException {
            Documents.markdown(FileText.of(bytes), reading);
        }
    },
    HTML(List.of("html", "htm", "xhtml"), Limits.DOCUMENT_BYTES) {
        @Override
        void read(byte[] bytes, String name, FileReading reading) throws IOException {
            Documents.html(FileText.ofHtml(bytes), name, reading);
        }
    },
    TEXT(List.of("txt", "text"), Limits.DOCUMENT_BYTES) {
        @Override
        void read(byte[] bytes, String name, FileReading reading) throws IOException {
            Documents.text(FileText.of(bytes), name, reading);
        }
    },
    CSV(List.of("csv", "tsv"), Limits.TABLE_BYTES) {
        @Override
        void read(byte[] bytes, String name, FileReading reading) throws IOException {
            CsvArticles.read(FileText.of(bytes), reading);
        }
    },
    JSON_LINES(List.of("jsonl", "ndjson"), Limits.TABLE_BYTES) {
        @Override
        void read(byte[] bytes, String name, FileReading reading) throws IOException {
            JsonLinesArticles.read(FileText.of(bytes), reading);
        }
    };

    private final List<String> endings;
    private final long mostBytes;

    ArticleFormat(List<String> endings, long mostBytes) {
        this.endings = endings;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads the articles of a file; a faulty article does not stop the others.
     *
     * @param name of the file relative to the loaded folder, without its extension
     */
    abstract void read(byte[] bytes, String name, FileReading reading) throws IOException;

    long mostBytes() {
        return mostBytes;
    }

    static Optional<ArticleFormat> of(Path file) {
        String ending = ending(file);
        for (ArticleFormat format : values()) {
            if (format.endings.contains(ending)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The extension of the file name, in lower case; empty if there is none. */
    static String ending(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The size limits for a file of one article and for a file of many. */
    private static final class Limits {
        static final long DOCUMENT_BYTES = 5L * 1024 * 1024;
        static final long TABLE_BYTES = 200L * 1024 * 1024;
    }
}
