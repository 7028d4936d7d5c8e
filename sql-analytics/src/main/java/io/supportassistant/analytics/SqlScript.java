package io.supportassistant.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the scripts in {@code sql/}: statements with placeholders for deployment settings. */
record SqlScript(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

    static SqlScript named(String name) {
        try (InputStream in = SqlScript.class.getResourceAsStream("/sql/" + name + ".sql")) {
            return new SqlScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The statements in order, with placeholders filled in and comments removed.
     *
     * @throws IllegalArgumentException if a placeholder has no value
     */
    List<String> statements(Map<String, String> values) {
        String withoutComments = text.replaceAll("(?m)^\\s*--.*$", "");
        return Arrays.stream(withoutComments.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement -> fill(statement, values))
                .toList();
    }

    private static String fill(String statement, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(statement)
                .replaceAll(
                        placeholder -> {
                            String value = values.get(placeholder.group(1));
                            if (value == null) {
                                throw new IllegalArgumentException(
                                        "no value for " + placeholder.group());
                            }
                            return Matcher.quoteReplacement(value);
                        });
    }
}
