package io.supportassistant.bridge.wire;

import java.util.regex.Pattern;

/** Numbers that come as text; what is none is null. */
final class Numbers {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,3})?");

    private Numbers() {}

    static Long wholeNumber(String text) {
        return text != null && WHOLE.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    static Double decimal(String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : null;
    }
}
