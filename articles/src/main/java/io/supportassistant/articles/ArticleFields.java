package io.supportassistant.articles;

import io.supportassistant.events.KnowledgeArticle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;

/** The fields of one article in a file; builds the article or says what is wrong with it. */
final class ArticleFields {

    static final String ID = "id";
    static final String TITLE = "title";
    static final String BODY = "body";
    private static final String URL = "url";
    private static final String TYPE = "type";
    private static final String DOMAIN = "domain";
    private static final String ENTITY = "entity";
    private static final String PRODUCTS = "products";
    private static final String TAGS = "tags";
    static final String UPDATED = "updated";
    private static final String POSITION = "position";
    private static final Set<String> FIELDS =
            Set.of(ID, TITLE, BODY, URL, TYPE, DOMAIN, ENTITY, PRODUCTS, TAGS, UPDATED, POSITION);

    /** Other field names that exports use, without spaces, hyphens and underscores. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("articleid", ID),
                    Map.entry("name", TITLE),
                    Map.entry("subject", TITLE),
                    Map.entry("question", TITLE),
                    Map.entry("text", BODY),
                    Map.entry("content", BODY),
                    Map.entry("answer", BODY),
                    Map.entry("link", URL),
                    Map.entry("htmlurl", URL),
                    Map.entry("kind", TYPE),
                    Map.entry("category", DOMAIN),
                    Map.entry("product", PRODUCTS),
                    Map.entry("tag", TAGS),
                    Map.entry("keywords", TAGS),
                    Map.entry("labels", TAGS),
                    Map.entry("updatedat", UPDATED),
                    Map.entry("lastmodified", UPDATED),
                    Map.entry("lastupdated", UPDATED),
                    Map.entry("modified", UPDATED));

    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    static ArticleFields of(Map<String, List<String>> named) {
        ArticleFields fields = new ArticleFields();
        named.forEach(fields::put);
        return fields;
    }

    /** Maps a name in a file, such as "Article ID", to the name of the field. */
    static String field(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(plain.replaceAll("[\\s_-]", ""), plain);
    }

    static boolean isKnown(String name) {
        return FIELDS.contains(field(name));
    }

    /** Adds a field under any of its names; a value under the proper name takes precedence. */
    void put(String name, List<String> given) {
        String field = field(name);
        if (field.equalsIgnoreCase(name.strip())) {
            values.put(field, given);
        } else {
            values.putIfAbsent(field, given);
        }
    }

    void putIfMissing(String field, String value) {
        if (one(field) == null && value != null) {
            values.put(field, List.of(value));
        }
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    /** Null if the field is missing or blank. */
    String one(String field) {
        List<String> given = values.getOrDefault(field, List.of());
        return given.isEmpty() || given.get(0) == null || given.get(0).isBlank()
                ? null
                : given.get(0).strip();
    }

    /** The value as in the file, with surrounding whitespace; null if it is missing. */
    String raw(String field) {
        List<String> given = values.getOrDefault(field, List.of());
        return given.isEmpty() ? null : given.get(0);
    }

    /** Values that were left out although the article was loaded. */
    List<String> notes() {
        return notes;
    }

    /** The body, or the title if the body is blank; the report then notes it. */
    String bodyOrTitle(String body) {
        if (!body.isBlank() || one(TITLE) == null) {
            return body;
        }
        notes.add("has only a title, which is used as its text");
        return title(one(TITLE));
    }

    /**
     * @param body plain text, empty if the article has only a title, null if it is missing
     * @param order the position if the article does not give one, or null
     * @throws RejectedArticleException if the article has no id or title, or an invalid or too long
     *     field
     */
    KnowledgeArticle article(String body, Integer order) {
        String id = required(ID);
        for (String term : List.of(ID, TYPE, DOMAIN, ENTITY)) {
            bounded(term, one(term), KnowledgeArticle.MOST_TERM_BYTES);
        }
        String title = title(required(TITLE));
        bounded(TITLE, title, KnowledgeArticle.MOST_TITLE_BYTES);
        if (body == null) {
            throw new RejectedArticleException("has no body");
        }
        Instant updated = updated(one(UPDATED)).orElse(null);
        if (one(UPDATED) != null && updated == null) {
            notes.add("updated is ignored: it is not a date such as 2026-10-12");
        }
        KnowledgeArticle article =
                new KnowledgeArticle(
                        id,
                        title,
                        body,
                        one(URL),
                        one(TYPE),
                        one(DOMAIN),
                        one(ENTITY),
                        list(PRODUCTS),
                        list(TAGS),
                        updated,
                        position(one(POSITION), order));
        if (one(URL) != null && article.url() == null) {
            notes.add("url is ignored: it is not an http or https address");
        }
        return article;
    }

    private String required(String field) {
        String value = one(field);
        if (value == null) {
            throw new RejectedArticleException("has no " + field);
        }
        return value;
    }

    private static void bounded(String field, String value, int most) {
        int bytes = value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > most) {
            throw new RejectedArticleException(
                    "has a field %s that is too long: %,d bytes; the limit is %,d"
                            .formatted(field, bytes, most));
        }
    }

    /** The title on one line, with entities such as {@code &amp;} replaced by their characters. */
    static String title(String title) {
        String plain = title.indexOf('&') < 0 ? title : Parser.unescapeEntities(title, false);
        return plain.replaceAll("[\\s\\u00a0]+", " ").strip();
    }

    /** The items of several values, or of one comma-separated value; {@code [a, b]} also works. */
    private List<String> list(String field) {
        return values.getOrDefault(field, List.of()).stream()
                .flatMap(value -> Stream.of(value.replaceAll("^\\[|]$", "").split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Integer position(String number, Integer order) {
        try {
            return number == null ? order : Integer.valueOf(number);
        } catch (NumberFormatException e) {
            throw new RejectedArticleException("has a position that is not a whole number");
        }
    }

    /**
     * A date means its first instant in UTC; a time without zone is UTC. Empty if it is neither.
     */
    private static Optional<Instant> updated(String given) {
        if (given == null) {
            return Optional.empty();
        }
        String time = given.replaceFirst("(?<=\\d) (?=\\d)", "T");
        try {
            if (time.indexOf('T') < 0) {
                return Optional.of(LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            boolean zoned = time.matches(".*(?:[Zz]|[+-]\\d\\d:\\d\\d)$");
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(time).toInstant()
                            : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
