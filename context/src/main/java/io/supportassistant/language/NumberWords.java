package io.supportassistant.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads numbers that are written as words, such as "vierhunderteins", "cuarenta y cinco" or "quatre
 * vingt douze", or digit by digit.
 */
final class NumberWords {

    private static final int AND = -1;
    private static final int LONGEST_WORD = 60;

    private final Map<String, Integer> values;
    private final String and;
    private final boolean unitsFirst;
    private final List<String> points;

    NumberWords(LanguageFile file) {
        this.values = file.numbers();
        this.and = file.numberAnd();
        this.unitsFirst = file.unitsFirst();
        this.points = file.points();
    }

    /**
     * @param digits the number in digits
     * @param words how many words it takes
     * @param parts how many numbers it consists of
     */
    record Number(String digits, int words, int parts) {}

    boolean isNumber(String plain) {
        return !parts(plain).isEmpty();
    }

    /**
     * The number that starts at the first word.
     *
     * @return null if none starts there
     */
    Number read(List<TextWord> words) {
        List<Integer> parts = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        int counted = 0;
        int at = 0;
        while (at < words.size()) {
            String plain = words.get(at).plain();
            List<Integer> more = parts(plain);
            boolean continues = !parts.isEmpty() && at + 1 < words.size();
            if (more.isEmpty() && continues && follows(plain, parts, words.get(at + 1).plain())) {
                parts.add(AND);
            } else if (more.isEmpty()
                    && continues
                    && points.contains(plain)
                    && isNumber(words.get(at + 1).plain())) {
                before.append(digits(parts)).append('.');
                parts.clear();
            } else if (more.isEmpty()) {
                break;
            } else {
                parts.addAll(more);
                counted += more.size();
            }
            at++;
        }
        return at == 0 ? null : new Number(before + digits(parts), at, counted);
    }

    private boolean follows(String plain, List<Integer> parts, String next) {
        if (!plain.equals(and)) {
            return false;
        }
        List<Integer> more = parts(next);
        int last = parts.get(parts.size() - 1);
        return !more.isEmpty()
                && (unitsFirst
                        ? isUnit(last) && isTens(more.get(0)) || last == 100
                        : isTens(last) && more.get(0) < 20);
    }

    /** The numbers that a word consists of, in order; empty if it is no number. */
    private List<Integer> parts(String plain) {
        Integer value = values.get(plain);
        if (value != null) {
            return List.of(value);
        }
        if (!unitsFirst || plain.length() > LONGEST_WORD) {
            return List.of();
        }
        List<Integer> parts = partsOfOne(plain);
        return parts.isEmpty() ? partsOfOne(Glossary.withoutUmlauts(plain)) : parts;
    }

    private List<Integer> partsOfOne(String plain) {
        List<Integer> parts = new ArrayList<>();
        int at = 0;
        while (at < plain.length()) {
            String longest = "";
            for (String word : values.keySet()) {
                if (word.length() > longest.length() && plain.startsWith(word, at)) {
                    longest = word;
                }
            }
            if (!longest.isEmpty()) {
                parts.add(values.get(longest));
                at += longest.length();
            } else if (!parts.isEmpty()
                    && plain.startsWith(and, at)
                    && at + and.length() < plain.length()) {
                parts.add(AND);
                at += and.length();
            } else {
                return List.of();
            }
        }
        return parts;
    }

    private String digits(List<Integer> parts) {
        StringBuilder digits = new StringBuilder();
        int number = -1;
        boolean joined = false;
        for (int part : parts) {
            if (part == AND) {
                joined = true;
                continue;
            }
            int sum = number < 0 ? -1 : sum(number, part, joined);
            if (sum < 0 && number >= 0) {
                digits.append(number);
            }
            number = sum < 0 ? part : sum;
            joined = false;
        }
        return number < 0 ? digits.toString() : digits.append(number).toString();
    }

    /** The sum if both belong to one number, or -1 if they are two numbers. */
    private int sum(int number, int part, boolean joined) {
        int last = number % 100;
        if (part == 100) {
            return isUnit(number) ? number * 100 : -1;
        }
        if (part > 100) {
            return -1;
        }
        if (number >= 100 && last == 0) {
            return number + part;
        }
        if (unitsFirst) {
            return joined && isUnit(last) && isTens(part) ? number + part : -1;
        }
        if (isTens(last) && isUnit(part)) {
            return number + part;
        }
        // French counts by twenties: 60 + 10, 4 times 20.
        boolean overSixty = (last == 60 || last == 80) && part >= 10 && part < 20;
        boolean overTen = last == 10 && part >= 7 && part <= 9;
        if (overSixty || overTen) {
            return number + part;
        }
        return last == 4 && part == 20 && values.containsKey("quatre") ? number - 4 + 80 : -1;
    }

    private static boolean isUnit(int number) {
        return number > 0 && number < 10;
    }

    private static boolean isTens(int number) {
        return number >= 20 && number < 100 && number % 10 == 0;
    }
}
