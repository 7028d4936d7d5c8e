package io.supportassistant.edge.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Digits that stand together, with nothing but spaces and the like between them.
 *
 * @param positions of each digit in the written text
 */
record DigitRun(String digits, List<Integer> positions) {

    private static final int WIDEST_GAP = 3;

    /**
     * All runs of a text.
     *
     * @param separators what may stand between two digits of a run
     */
    static List<DigitRun> in(String written, String separators) {
        List<DigitRun> runs = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        List<Integer> positions = new ArrayList<>();
        int gap = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
                positions.add(i);
                gap = 0;
            } else if (!positions.isEmpty() && (separators.indexOf(c) < 0 || ++gap > WIDEST_GAP)) {
                runs.add(new DigitRun(digits.toString(), List.copyOf(positions)));
                digits.setLength(0);
                positions.clear();
                gap = 0;
            }
        }
        if (!positions.isEmpty()) {
            runs.add(new DigitRun(digits.toString(), List.copyOf(positions)));
        }
        return runs;
    }

    int length() {
        return digits.length();
    }

    int start() {
        return positions.get(0);
    }

    int end() {
        return positions.get(positions.size() - 1) + 1;
    }
}
