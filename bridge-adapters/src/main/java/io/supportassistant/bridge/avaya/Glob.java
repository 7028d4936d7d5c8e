package io.supportassistant.bridge.avaya;

import java.util.List;

/**
 * A pattern in which {@code *} stands for anything, also for nothing. Each part between stars is
 * looked for once, from where the part before it ends, so that no text takes long.
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
