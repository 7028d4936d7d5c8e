package io.supportassistant.job.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Articles from files: JSON lines with {@code id}, {@code title}, {@code body} and optionally
 * {@code url}, {@code type}, {@code domain}, {@code entity} and {@code position}; or a folder of
 * Markdown files with the same as front matter, plus {@code products}, {@code tags} and {@code
 * updated}. Where JSON lines give no position, their order is taken for it.
 */
public final class ArticleFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(YamlFrontMatterExtension.create())).build();
    private static final TextContentRenderer PLAIN_TEXT =
            TextContentRenderer.builder()
                    .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
                    .build();

    private ArticleFiles() {}

    /**
     * Reads a file of JSON lines, one Markdown file, or all Markdown files below a folder.
     *
     * @throws IllegalArgumentException if an article has no id, no title or no body at all; names
     *     file and line
     */
    public static List<KnowledgeArticle> read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    return files.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .map(ArticleFiles::markdown)
                            .toList();
                }
            }
            return path.toString().endsWith(".md") ? List.of(markdown(path)) : jsonLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static List<KnowledgeArticle> jsonLines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<KnowledgeArticle> articles = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String where = file + " line " + (i + 1);
            try {
                articles.add(fromJson(JSON.readTree(lines.get(i)), i, where));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(where + " is not JSON", e);
            }
        }
        return articles;
    }

    private static KnowledgeArticle fromJson(JsonNode json, int line, String where) {
        return new KnowledgeArticle(
                required(json.path("id").asText(""), "id", where),
                required(json.path("title").asText(""), "title", where),
                text(json.path("body"), "body", where),
                given(json.path("url").asText(null)),
                given(json.path("type").asText(null)),
                given(json.path("domain").asText(null)),
                given(json.path("entity").asText(null)),
                texts(json.path("products")),
                texts(json.path("tags")),
                null,
                json.path("position").asInt(line));
    }

    private static KnowledgeArticle markdown(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        Node document = MARKDOWN.parse(text);
        YamlFrontMatterVisitor visitor = new YamlFrontMatterVisitor();
        document.accept(visitor);
        Map<String, List<String>> fields = visitor.getData();
        String where = file.toString();
        return new KnowledgeArticle(
                required(one(fields, "id"), "id", where),
                required(one(fields, "title"), "title", where),
                PLAIN_TEXT.render(document).strip(),
                one(fields, "url"),
                one(fields, "type"),
                one(fields, "domain"),
                one(fields, "entity"),
                inline(fields.get("products")),
                inline(fields.get("tags")),
                updated(one(fields, "updated"), where),
                position(one(fields, "position"), where));
    }

    private static String required(String value, String field, String where) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(where + " has no " + field);
        }
        return value;
    }

    /** An empty text says as little as none. */
    private static String given(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** May be empty: some articles are a title alone. */
    private static String text(JsonNode value, String field, String where) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException(where + " has no " + field);
        }
        return value.asText();
    }

    private static String one(Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? null : given(values.get(0));
    }

    /** A YAML list on one line, {@code [a, b]}, which the front matter parser gives as one text. */
    private static List<String> inline(List<String> values) {
        if (values == null) {
            return List.of();
        }
        return values.stream()
                .flatMap(value -> Stream.of(value.replaceAll("^\\[|]$", "").split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Integer position(String number, String where) {
        try {
            return number == null ? null : Integer.valueOf(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(where + ": position must be a whole number", e);
        }
    }

    private static Instant updated(String date, String where) {
        try {
            return date == null
                    ? null
                    : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    where + ": updated must be a date such as 2026-10-12", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
