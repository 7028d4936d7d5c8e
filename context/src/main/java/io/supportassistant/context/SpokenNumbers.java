package io.supportassistant.context;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes numbers in digits that a recogniser spelled out: "four oh one" as {@code 401}, "two point
 * five" as {@code 2.5}, "E twenty seven" as {@code E27}, "four hundred and one" as {@code 401},
 * "double oh seven" as {@code 007}. A single number word stays as it is.
 */
final class SpokenNumbers {

    private final Map<String, Integer> digits;
    private final Map<String, Integer> teens;
    private final Map<String, Integer> tens;
    private final Set<String> points;
    private final Words words;

    /**
     * @param hundred makes hundreds of the digit before it
     * @param and may stand between hundreds and the rest
     * @param repeats how often the digit after a word is repeated
     */
    record Words(String hundred, String and, Map<String, Integer> repeats) {}

    SpokenNumbers(
            Map<String, Integer> digits,
            Map<String, Integer> teens,
            Map<String, Integer> tens,
            Set<String> points,
            Words words) {
        this.digits = digits;
        this.teens = teens;
        this.tens = tens;
        this.points = points;
        this.words = words;
    }

    Set<String> words() {
        Set<String> all = new HashSet<>(digits.keySet());
        all.addAll(teens.keySet());
        all.addAll(tens.keySet());
        all.add(words.hundred());
        return all;
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

    /** The index after the longest run of number words that starts here. Punctuation ends a run. */
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
            if (!point && !isNumber(word) && !belongsToOne(words, start, end)) {
                break;
            }
            end++;
            if (!punctuationOf(words[end - 1]).isEmpty()) {
                break;
            }
        }
        return end;
    }

    /** Accepts "hundred" after a digit, "and" after that, and "double" before a digit. */
    private boolean belongsToOne(String[] text, int start, int at) {
        String word = bare(text[at]);
        boolean numberFollows = at + 1 < text.length && isNumber(bare(text[at + 1]));
        if (words.repeats().containsKey(word)) {
            return numberFollows && digits.containsKey(bare(text[at + 1]));
        }
        if (at == start) {
            return false;
        }
        String before = bare(text[at - 1]);
        return word.equals(words.hundred())
                ? digits.getOrDefault(before, 0) > 0
                : word.equals(words.and()) && before.equals(words.hundred()) && numberFollows;
    }

    private String written(String[] words, int start, int end) {
        StringBuilder number = new StringBuilder();
        for (int i = start; i < end; i++) {
            String word = bare(words[i]);
            if (this.words.repeats().containsKey(word)) {
                number.append(
                        String.valueOf(value(bare(words[i + 1])))
                                .repeat(this.words.repeats().get(word)));
                i++;
            } else if (i + 1 < end && bare(words[i + 1]).equals(this.words.hundred())) {
                int rest = i + 2 < end && bare(words[i + 2]).equals(this.words.and()) ? 3 : 2;
                int value = 100 * value(word);
                i += rest - 1;
                if (i + 1 < end && isNumber(bare(words[i + 1])) && !isHundred(words, i + 2, end)) {
                    String next = bare(words[++i]);
                    value += tens.getOrDefault(next, 0);
                    if (!tens.containsKey(next)) {
                        value += value(next);
                    } else if (isUnit(words, i + 1, end) && !isHundred(words, i + 2, end)) {
                        value += digits.get(bare(words[++i]));
                    }
                }
                number.append(value);
            } else if (points.contains(word)) {
                number.append('.');
            } else if (tens.containsKey(word)) {
                int value = tens.get(word);
                if (isUnit(words, i + 1, end)) {
                    value += digits.get(bare(words[++i]));
                }
                number.append(value);
            } else if (word.equals(this.words.hundred())) {
                // For example after "twenty nine" or "double nine".
                number.append("00");
            } else if (!word.equals(this.words.and())) {
                number.append(value(word));
            }
        }
        return number.toString();
    }

    private boolean isUnit(String[] text, int at, int end) {
        return at < end && digits.getOrDefault(bare(text[at]), 0) > 0;
    }

    private boolean isHundred(String[] text, int at, int end) {
        return at < end && bare(text[at]).equals(words.hundred());
    }

    private boolean isNumber(String word) {
        return digits.containsKey(word) || teens.containsKey(word) || tens.containsKey(word);
    }

    private int value(String word) {
        return digits.containsKey(word) ? digits.get(word) : teens.get(word);
    }

    /** A device code is one letter and a number; "a" and "i" are words. */
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
