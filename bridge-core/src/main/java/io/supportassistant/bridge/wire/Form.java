package io.supportassistant.bridge.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of a form or a query: {@code +} is a space, percent-encoding is UTF-8, blank values
 * and repeated names are kept.
 */
public final class Form {

    private static final int MAX_PARAMETERS = 500;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Form() {}

    /**
     * @param encoded the form as received; null is an empty one
     * @throws UnreadableRequestException if it is not correctly encoded, or has too many parameters
     */
    public static Form parse(String encoded) {
        Form form = new Form();
        if (encoded == null || encoded.isEmpty()) {
            return form;
        }
        String[] pairs = encoded.split("&");
        if (pairs.length > MAX_PARAMETERS) {
            throw UnreadableRequestException.badRequest("The form has too many parameters");
        }
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                form.values
                        .computeIfAbsent(decode(name), absent -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return form;
    }

    /**
     * Parses the parameters of an address.
     *
     * @param query as received, or null
     * @throws UnreadableRequestException as {@link #parse(String)} does, and if it contains U+0000
     */
    public static Form ofQuery(String query) {
        Form form = parse(query);
        form.values.forEach(
                (name, all) -> {
                    checkStorable(name);
                    all.forEach(Form::checkStorable);
                });
        return form;
    }

    private static void checkStorable(String text) {
        if (!StorableText.isStorable(text)) {
            throw UnreadableRequestException.badRequest("The query must not contain U+0000");
        }
    }

    /** Parses a body. Non-ASCII bytes should have been encoded; they are read as UTF-8. */
    public static Form parse(byte[] body) {
        return parse(new String(body, StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw UnreadableRequestException.badRequest("The form is not correctly encoded");
        }
    }

    /** Every name with all its values, in the order of the form. */
    public Map<String, List<String>> all() {
        return values;
    }

    /** The first value, made storable, or null if it is blank or absent. */
    public String text(String name) {
        List<String> all = values.get(name);
        if (all == null) {
            return null;
        }
        String text = StorableText.of(all.get(0)).strip();
        return text.isEmpty() ? null : text;
    }

    public Long wholeNumber(String name) {
        return Numbers.wholeNumber(text(name));
    }

    public Double decimal(String name) {
        return Numbers.decimal(text(name));
    }
}
