package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Digits that stand together, with nothing but spaces and the like between them.
 *
 * @param written the text they stand in
 * @param end the place after the last of them
 */
record DigitRun(String written, String digits, int start, int end) {

    private static final int WIDEST_GAP = 3;

    /**
     * All runs of a text.
     *
     * @param separators what may stand between two digits of a run
     */
    static List<DigitRun> in(String written, String separators) {
        List<DigitRun> runs = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        int start = 0;
        int end = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= '0' && c <= '9') {
                start = digits.isEmpty() ? i : start;
                end = i + 1;
                digits.append(c);
            } else if (!digits.isEmpty() && (separators.indexOf(c) < 0 || i - end >= WIDEST_GAP)) {
                runs.add(new DigitRun(written, digits.toString(), start, end));
                digits.setLength(0);
            }
        }
        if (!digits.isEmpty()) {
            runs.add(new DigitRun(written, digits.toString(), start, end));
        }
        return runs;
    }

    int length() {
        return digits.length();
    }

    /** Where in the text one of its digits stands. */
    int position(int ofDigit) {
        int at = start;
        for (int before = 0; before < ofDigit; before++) {
            do {
                at++;
            } while (!isDigit(at));
        }
        return at;
    }

    private boolean isDigit(int at) {
        return written.charAt(at) >= '0' && written.charAt(at) <= '9';
    }
}
