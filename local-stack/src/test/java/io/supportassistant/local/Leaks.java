package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;

/** Finds values in any text: also as JSON, as form data, or with other spaces. */
record Leaks(List<String> values) {

    /** The values that the text contains. */
    List<String> in(String text) {
        return values.stream().filter(value -> holds(text, value)).toList();
    }

    private static boolean holds(String text, String value) {
        String bare = value.replaceAll("[^A-Za-z0-9]", "");
        return Stream.of(
                        value,
                        bare,
                        value.replace("&", "\\u0026"),
                        value.replace("+", "\\u002B"),
                        URLEncoder.encode(value, UTF_8))
                .anyMatch(text::contains);
    }
}
