package io.supportassistant.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Encloses untrusted text in marks that the text cannot contain: one JSON object per line. Line
 * breaks are escaped, and so are all brackets that could end the fence or be read as a model's
 * control token.
 */
final class Fence {

    /** ASCII brackets and bars, and characters that look like them or normalise to them. */
    private static final Pattern BRACKETS =
            Pattern.compile(
                    "[<>\\[\\]|\\u00AB\\u00BB\\u2039\\u203A\\u2329\\u232A\\u2503\\u2581\\u27E8-\\u27EB"
                        + "\\u3008-\\u300B\\uFE64\\uFE65\\uFF1C\\uFF1E\\uFF3B\\uFF3D\\uFF5C]");

    private Fence() {}

    /** {@code <name>}, one line per row, {@code </name>}. */
    static String around(String name, List<? extends Map<String, ?>> rows) {
        return rows.stream()
                .map(Fence::line)
                .collect(Collectors.joining("\n", "<" + name + ">\n", "\n</" + name + ">"));
    }

    /**
     * @param row texts and numbers by name; not nested, because nested brackets would be escaped
     */
    private static String line(Map<String, ?> row) {
        try {
            Map<String, Object> visible =
                    row.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            entry -> visible(entry.getValue()),
                                            (one, other) -> one,
                                            LinkedHashMap::new));
            return BRACKETS.matcher(Json.MAPPER.writeValueAsString(visible))
                    .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object visible(Object value) {
        if (value instanceof Number) {
            return value;
        }
        return ModelText.visible((String) value).replace('\u2028', '\n').replace('\u2029', '\n');
    }
}
