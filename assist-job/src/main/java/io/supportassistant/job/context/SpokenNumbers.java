package io.supportassistant.job.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rewrites numbers that a recogniser spelled out: "four oh one" to {@code 401}, "two point five" to
 * {@code 2.5}, "E twenty seven" to {@code E27}. A single number word stays as it is.
 */
final class SpokenNumbers {

    private final Map<String, Integer> digits;
    private final Map<String, Integer> teens;
    private final Map<String, Integer> tens;
    private final Set<String> points;

    SpokenNumbers(
            Map<String, Integer> digits,
            Map<String, Integer> teens,
            Map<String, Integer> tens,
            Set<String> points) {
        this.digits = digits;
        this.teens = teens;
        this.tens = tens;
        this.points = points;
    }

    OptionalInt valueOf(String word) {
        return Stream.of(digits, teens, tens)
                .filter(numbers -> numbers.containsKey(word))
                .mapToInt(numbers -> numbers.get(word))
                .findFirst();
    }

    String write(String text) {
        String[] words = text.split("\\s+");
        List<String> out = new ArrayList<>();
        int at = 0;
        while (at < words.length) {
            int end = numberEnd(words, at);
            if (end - at < 2 && !(end - at == 1 && followsCodeLetter(out))) {
                out.add(words[at]);
                at++;
                continue;
            }
            String number = written(words, at, end) + punctuationOf(words[end - 1]);
            if (followsCodeLetter(out)) {
                number = out.remove(out.size() - 1).toUpperCase(Locale.ROOT) + number;
            }
            out.add(number);
            at = end;
        }
        return String.join(" ", out);
    }

    /**
     * The index after the longest run of number words that starts here; a run ends at punctuation.
     */
    private int numberEnd(String[] words, int start) {
        int end = start;
        while (end < words.length) {
            String word = bare(words[end]);
            boolean point = points.contains(word);
            if (point
                    && (end == start
                            || end + 1 >= words.length
                            || !isNumber(bare(words[end + 1])))) {
                break;
            }
            if (!point && !isNumber(word)) {
                break;
            }
            end++;
            if (!punctuationOf(words[end - 1]).isEmpty()) {
                break;
            }
        }
        return end;
    }

    private String written(String[] words, int start, int end) {
        StringBuilder number = new StringBuilder();
        for (int i = start; i < end; i++) {
            String word = bare(words[i]);
            if (points.contains(word)) {
                number.append('.');
            } else if (tens.containsKey(word)) {
                int value = tens.get(word);
                if (i + 1 < end && digits.getOrDefault(bare(words[i + 1]), 0) > 0) {
                    value += digits.get(bare(words[++i]));
                }
                number.append(value);
            } else {
                number.append(value(word));
            }
        }
        return number.toString();
    }

    private boolean isNumber(String word) {
        return digits.containsKey(word) || teens.containsKey(word) || tens.containsKey(word);
    }

    private int value(String word) {
        return digits.containsKey(word) ? digits.get(word) : teens.get(word);
    }

    /** Device codes are one letter and a number; "a" and "i" are words of their own. */
    private static boolean followsCodeLetter(List<String> out) {
        if (out.isEmpty()) {
            return false;
        }
        String last = out.get(out.size() - 1);
        return last.length() == 1 && Character.isLetter(last.charAt(0)) && !"aAiI".contains(last);
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[.,;:!?]+$", "");
    }

    private static String punctuationOf(String word) {
        return word.substring(bare(word).length());
    }
}
