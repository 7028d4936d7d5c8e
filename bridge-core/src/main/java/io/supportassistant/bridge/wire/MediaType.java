package io.supportassistant.bridge.wire;

import java.util.Locale;

/**
 * A content type without its parameters, in lower case; empty if there is none.
 *
 * @param name such as {@code application/json}
 */
public record MediaType(String name) {

    private static final String FORM = "application/x-www-form-urlencoded";

    public static MediaType of(String header) {
        if (header == null) {
            return new MediaType("");
        }
        int parameters = header.indexOf(';');
        String name = parameters < 0 ? header : header.substring(0, parameters);
        return new MediaType(name.strip().toLowerCase(Locale.ROOT));
    }

    public boolean isForm() {
        return name.equals(FORM);
    }

    /** {@code application/json}, or a type with the suffix {@code +json}. */
    public boolean isJson() {
        return name.equals("application/json") || name.endsWith("+json");
    }
}
