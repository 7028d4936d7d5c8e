package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * A day, a month and the last two digits of a year, all as numbers: "3 14 86", "14 del 3 del 86",
 * "vierzehnter dritter 86", "14 0 3 86". The form alone is a weak hint.
 */
final class ShortDate {

    private static final int PARTS = 3;
    private static final int MOST_DIGITS = 2;
    private static final int LAST_DAY = 31;
    private static final int LAST_MONTH = 12;

    private ShortDate() {}

    /**
     * @param parts the words and numbers of a date, without words such as "of"; an ordinal in words
     *     counts as no digits
     */
    static boolean isOne(List<String> parts) {
        List<String> joined = withZerosJoined(parts);
        if (joined.size() != PARTS
                || joined.get(2).length() != MOST_DIGITS
                || !isNumber(joined, 2)) {
            return false;
        }
        int first = value(joined, 0);
        int second = value(joined, 1);
        return Math.max(first, second) <= LAST_DAY && Math.min(first, second) <= LAST_MONTH;
    }

    /** "0 3" is the third month. */
    private static List<String> withZerosJoined(List<String> parts) {
        List<String> joined = new ArrayList<>();
        boolean isAfterZero = false;
        for (String part : parts) {
            if (isAfterZero && part.length() == 1) {
                joined.set(joined.size() - 1, "0" + part);
                isAfterZero = false;
            } else {
                joined.add(part);
                isAfterZero = part.equals("0");
            }
        }
        return joined;
    }

    private static boolean isNumber(List<String> parts, int at) {
        return Character.isDigit(parts.get(at).charAt(0));
    }

    /** 1 for an ordinal in words, which can only be a day or a month. */
    private static int value(List<String> parts, int at) {
        String part = parts.get(at);
        if (!isNumber(parts, at)) {
            return 1;
        }
        return part.length() > MOST_DIGITS || Integer.parseInt(part) == 0
                ? Integer.MAX_VALUE
                : Integer.parseInt(part);
    }
}
