package io.supportassistant.articles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A table with one article per row. The first row names the columns, in any order; cells are
 * separated by comma, semicolon or tab. Each row is parsed separately, so that a bad row does not
 * stop the others.
 */
final class CsvArticles {

    private static final ObjectReader CELLS =
            CsvMapper.builder()
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .build()
                    .readerForListOf(String.class);
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final String text;
    private final char separator;
    private final ObjectReader cells;
    private final FileReading reading;

    private int at;
    private int line = 1;

    private CsvArticles(String text, FileReading reading) {
        this.text = text;
        this.reading = reading;
        // The first line of a spreadsheet's export may name the separator.
        boolean namesSeparator = text.length() > 4 && text.regionMatches(true, 0, "sep=", 0, 4);
        this.separator = namesSeparator ? text.charAt(4) : likeliestSeparator(text);
        this.cells = CELLS.with(CsvSchema.emptySchema().withColumnSeparator(separator));
        if (namesSeparator) {
            skipTo(text.indexOf('\n') + 1);
        }
    }

    static void read(String text, FileReading reading) throws IOException {
        new CsvArticles(text, reading).read();
    }

    private void read() throws IOException {
        List<String> columns = null;
        while (at < text.length()) {
            String where = "line " + line;
            String row = nextRow(where);
            if (row == null || row.isBlank()) {
                continue;
            }
            List<String> values;
            try (MappingIterator<List<String>> parsed = cells.readValues(row)) {
                values = parsed.nextValue();
            } catch (JsonProcessingException e) {
                reading.reject(where, "is not a valid CSV row: " + e.getOriginalMessage());
                continue;
            }
            if (columns == null) {
                columns = columns(values);
                if (columns == null) {
                    return;
                }
            } else if (values.stream().anyMatch(cell -> !cell.isBlank())) {
                article(columns, values, where);
            }
        }
    }

    /** Null if a column that an article needs is missing; then nothing can be read. */
    private List<String> columns(List<String> header) {
        List<String> columns = header.stream().map(ArticleFields::field).toList();
        Set<String> missing =
                new LinkedHashSet<>(
                        List.of(ArticleFields.ID, ArticleFields.TITLE, ArticleFields.BODY));
        columns.forEach(missing::remove);
        if (missing.isEmpty()) {
            return columns;
        }
        reading.reject("", "has no column " + String.join(", ", missing) + " in its first row");
        return null;
    }

    private void article(List<String> columns, List<String> values, String where) {
        boolean hasExtraCells =
                values.size() > columns.size()
                        && values.subList(columns.size(), values.size()).stream()
                                .anyMatch(cell -> !cell.isBlank());
        if (hasExtraCells) {
            reading.reject(
                    where,
                    "has %d cells, but there are %d columns; a cell with '%s' in it needs quotes"
                            .formatted(values.size(), columns.size(), separator));
            return;
        }
        ArticleFields fields = new ArticleFields();
        for (int i = 0; i < Math.min(values.size(), columns.size()); i++) {
            fields.put(columns.get(i), List.of(values.get(i)));
        }
        String body = fields.raw(ArticleFields.BODY);
        reading.takeEither(where, fields, body == null ? null : body.strip(), null);
    }

    /** Reads up to the next line end outside quotes; null if a quote is never closed. */
    private String nextRow(String where) {
        int start = at;
        boolean quoted = false;
        boolean cellStarts = true;
        int i = start;
        for (; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                i += doubled ? 1 : 0;
                quoted = c != '"' || doubled;
            } else {
                quoted = cellStarts && c == '"';
                cellStarts = c == separator || cellStarts && c == ' ';
            }
        }
        if (quoted) {
            reading.reject(where, "has an unclosed quote");
            int end = text.indexOf('\n', start);
            skipTo(end < 0 ? text.length() : end + 1);
            return null;
        }
        skipTo(Math.min(text.length(), i + 1));
        return text.substring(start, i);
    }

    private void skipTo(int next) {
        for (int i = at; i < next; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        at = next;
    }

    /** The most frequent separator of the first row; a comma if it has none. */
    private static char likeliestSeparator(String text) {
        String header = text.stripLeading();
        int end = header.indexOf('\n');
        String row = end < 0 ? header : header.substring(0, end);
        char likeliest = SEPARATORS[0];
        for (char one : SEPARATORS) {
            if (count(row, one) > count(row, likeliest)) {
                likeliest = one;
            }
        }
        return likeliest;
    }

    private static long count(String text, char character) {
        return text.chars().filter(c -> c == character).count();
    }
}
