package io.supportassistant.bridge.wire;

import java.util.regex.Pattern;

/** Parses numbers in text; returns null for any other text. */
final class Numbers {

    private static final int MAX_DIGITS = 18;
    private static final Pattern DECIMAL =
            Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,3})?");

    private Numbers() {}

    static Long wholeNumber(String text) {
        return text != null && isWhole(text) ? Long.valueOf(text) : null;
    }

    private static boolean isWhole(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - first;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return digits >= 1 && digits <= MAX_DIGITS;
    }

    static Double decimal(String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : null;
    }
}
