package io.supportassistant.redaction;

import java.util.List;
import java.util.Random;

/** Spoken numbers as recognisers write them. */
final class SpokenForms {

    private static final String[] DIGITS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    private static final String[] TEENS = {
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final List<String> FILLERS = List.of(" ", " ", " ", " ", " um ", " uh ", ", ");

    private SpokenForms() {}

    /** Digit by digit: "four one one oh", with an occasional "double" and hesitation. */
    static String digitByDigit(String number, Random random) {
        StringBuilder spoken = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (i > 0) {
                spoken.append(FILLERS.get(random.nextInt(FILLERS.size())));
            }
            boolean twice = i + 1 < number.length() && number.charAt(i + 1) == c;
            if (Character.isDigit(c) && twice && random.nextInt(3) == 0) {
                spoken.append("double ");
                i++;
            }
            spoken.append(word(c, random));
        }
        return spoken.toString();
    }

    private static String word(char c, Random random) {
        if (!Character.isDigit(c)) {
            return String.valueOf(c);
        }
        return c == '0' && random.nextBoolean() ? "oh" : DIGITS[c - '0'];
    }

    /** In pairs: "forty one eleven". */
    static String inPairs(String number) {
        StringBuilder spoken = new StringBuilder();
        for (int i = 0; i < number.length(); i += 2) {
            if (i > 0) {
                spoken.append(' ');
            }
            if (i + 1 == number.length()) {
                spoken.append(DIGITS[number.charAt(i) - '0']);
                break;
            }
            int tens = number.charAt(i) - '0';
            int ones = number.charAt(i + 1) - '0';
            if (tens == 0) {
                spoken.append("oh ").append(DIGITS[ones]);
            } else if (tens == 1) {
                spoken.append(TEENS[ones]);
            } else {
                spoken.append(TENS[tens]).append(ones == 0 ? "" : " " + DIGITS[ones]);
            }
        }
        return spoken.toString();
    }

    /** In groups of the given sizes. */
    static String grouped(String number, String separator, int... sizes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int i = 0; at < number.length(); i++) {
            int size = sizes[Math.min(i, sizes.length - 1)];
            int end = Math.min(number.length(), at + size);
            text.append(at == 0 ? "" : separator).append(number, at, end);
            at = end;
        }
        return text.toString();
    }
}
