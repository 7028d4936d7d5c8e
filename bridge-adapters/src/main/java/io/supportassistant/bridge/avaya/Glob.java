package io.supportassistant.bridge.avaya;

import java.util.List;

/**
 * A pattern in which {@code *} matches any text, including none. Each part between stars is
 * searched once, from the end of the previous part, so that matching takes linear time.
 *
 * @param parts between the stars, at least one
 */
record Glob(List<String> parts) {

    static Glob of(String pattern) {
        return new Glob(List.of(pattern.split("\\*", -1)));
    }

    boolean matches(String text) {
        String first = parts.get(0);
        if (parts.size() == 1) {
            return text.equals(first);
        }
        String last = parts.get(parts.size() - 1);
        int end = text.length() - last.length();
        int at = first.length();
        if (!text.startsWith(first) || end < at || !text.endsWith(last)) {
            return false;
        }
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return at <= end;
    }
}
