package io.supportassistant.personaldata;

import java.util.ArrayList;
import java.util.List;

/** A limited number of words and numbers before or after a place in a written text. */
public final class WordsBeside {

    private static final int WIDEST = 110;

    private WordsBeside() {}

    /** The words before a place, the nearest first; "it's" is two. */
    public static List<String> before(String written, int place, int most) {
        List<String> words = new ArrayList<>();
        int limit = Math.max(0, place - WIDEST);
        int end = place;
        while (words.size() < most) {
            while (end > limit && !Character.isLetterOrDigit(written.charAt(end - 1))) {
                end--;
            }
            int start = end;
            while (start > limit && isSame(written, start - 1, end - 1)) {
                start--;
            }
            if (start == end) {
                return words;
            }
            words.add(written.substring(start, end));
            end = start;
        }
        return words;
    }

    /** The words after a place, the nearest first. */
    public static List<String> after(String written, int place, int most) {
        List<String> words = new ArrayList<>();
        int limit = Math.min(written.length(), place + WIDEST);
        int start = place;
        while (words.size() < most) {
            while (start < limit && !Character.isLetterOrDigit(written.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < limit && isSame(written, end, start)) {
                end++;
            }
            if (start == end) {
                return words;
            }
            words.add(written.substring(start, end));
            start = end;
        }
        return words;
    }

    /** Whether both are letters, or both digits. */
    private static boolean isSame(String written, int at, int other) {
        return Character.isDigit(written.charAt(other))
                ? Character.isDigit(written.charAt(at))
                : Character.isLetter(written.charAt(at));
    }
}
