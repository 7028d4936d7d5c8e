package io.supportassistant.redaction;

import io.supportassistant.personaldata.DigitRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a card that is read out in groups with words in between: "the first four are 4539, the next
 * four 1488". The groups must be those printed on a card, and the prefix and check digit must
 * match.
 */
final class CardGroups {

    /**
     * Maximum number of characters between two groups: "and then the next four digits on it are".
     */
    private static final int WIDEST_GAP = 48;

    private static final int GROUP = 4;
    private static final int MOST_OF_A_PART = 12;
    private static final List<Integer> AMERICAN_EXPRESS = List.of(4, 6, 5);
    private static final int FEWEST_DIGITS = 15;
    private static final int MOST_DIGITS = 16;

    /** A part of a card's digits, with its position in the text. */
    record Part(String digits, int start, int end) {}

    private CardGroups() {}

    /** The parts of each card that has several. */
    static List<Part> in(List<DigitRun> runs) {
        List<Part> found = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (DigitRun run : runs) {
            if (run.length() == 1) {
                // As in "the first four are".
                continue;
            }
            List<Part> next = parts(run);
            boolean isTooFar =
                    !parts.isEmpty()
                            && run.start() - parts.get(parts.size() - 1).end() > WIDEST_GAP;
            if (next.isEmpty() || isTooFar || run.isNeeded()) {
                parts.clear();
            }
            for (Part part : run.isNeeded() ? List.<Part>of() : next) {
                parts.add(part);
                List<Part> card = cardAtTheEnd(parts);
                if (!card.isEmpty()) {
                    found.addAll(card);
                    parts.clear();
                }
            }
        }
        return found;
    }

    /** The groups of a run as written, or all its digits if they are spoken one by one. */
    private static List<Part> parts(DigitRun run) {
        int[] groups = run.groups();
        boolean isGrouped = Arrays.stream(groups).allMatch(size -> size >= GROUP);
        if (!isGrouped) {
            return part(run);
        }
        List<Part> parts = new ArrayList<>();
        int first = 0;
        for (int size : groups) {
            if (!isOfCard(size)) {
                return List.of();
            }
            parts.add(
                    new Part(
                            run.digits().substring(first, first + size),
                            run.position(first),
                            run.position(first + size - 1) + 1));
            first += size;
        }
        return parts;
    }

    /** Leaves out the count before the digits, as in "last four 6467". */
    private static List<Part> part(DigitRun run) {
        int first = run.length() % GROUP == 1 && isCount(run) ? 1 : 0;
        return isOfCard(run.length() - first)
                ? List.of(new Part(run.digits().substring(first), run.position(first), run.end()))
                : List.of();
    }

    private static boolean isOfCard(int digits) {
        return digits % GROUP == 0 && digits <= MOST_OF_A_PART || AMERICAN_EXPRESS.contains(digits);
    }

    private static boolean isCount(DigitRun run) {
        return run.digits().charAt(0) == '4' && run.isGroupStart(1) && run.length() > GROUP;
    }

    /** The last parts if together they are a card, else empty. */
    private static List<Part> cardAtTheEnd(List<Part> parts) {
        StringBuilder digits = new StringBuilder();
        for (int i = parts.size() - 1; i >= 0; i--) {
            digits.insert(0, parts.get(i).digits());
            if (digits.length() > MOST_DIGITS) {
                break;
            }
            boolean isWhole = digits.length() >= FEWEST_DIGITS && i < parts.size() - 1;
            if (isWhole && CardNumbers.isCard(digits.toString())) {
                return List.copyOf(parts.subList(i, parts.size()));
            }
        }
        return List.of();
    }
}
