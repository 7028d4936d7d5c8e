package io.supportassistant.redaction;

import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds payment card numbers by issuer prefix, length and Luhn's check digit. After words such as
 * "card number" any number of that length counts, because recognisers make mistakes; so does a text
 * that consists only of groups of four digits, because people pause in the middle of a card.
 */
final class CardNumbers implements Detector {

    private static final int[] LENGTHS = {16, 15, 14, 19, 18, 17};
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;
    private static final int SHORTEST_ANNOUNCED = 8;
    private static final int MOST_AFTER = 8;
    private static final int MOST_PARTS = 4;
    private static final int WIDEST_WORD = 14;
    private static final int LONGEST_OF_FOURS = 60;
    private static final Pattern FOURS =
            Pattern.compile("[\\s.,]*\\d{4}(?:[\\s,.&-]{1,3}\\d{4}){1,3}[\\s.,]*");

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        List<DigitRun> runs = text.runs();
        String written = text.text();
        if (written.length() <= LONGEST_OF_FOURS && FOURS.matcher(written).matches()) {
            int last = runs.size() - 1;
            return List.of(finding(text, runs.get(0).start(), runs.get(last).end()));
        }
        for (int i = 0; i < runs.size(); i++) {
            Finding finding = inRun(text, runs.get(i));
            if (finding != null) {
                findings.add(finding);
            } else {
                inParts(text, runs, i, findings);
            }
        }
        CardGroups.in(runs).forEach(part -> findings.add(finding(text, part.start(), part.end())));
        return findings;
    }

    private static Finding finding(WrittenText text, int start, int end) {
        return text.finding(PersonalData.CARD_NUMBER, start, end);
    }

    /**
     * Spans all cards of a run, including what is between and directly after them; null if there
     * are none.
     */
    private static Finding inRun(WrittenText text, DigitRun run) {
        int first = -1;
        int end = 0;
        int from = nextCard(run, 0);
        while (from >= 0) {
            first = first < 0 ? from : first;
            end = from + cardLength(run.digits(), from);
            from = nextCard(run, end);
        }
        boolean isAnnounced =
                run.length() >= SHORTEST_ANNOUNCED && run.isAnnounced(PersonalData.CARD_NUMBER);
        if (isAnnounced || first < 0 && isRareCard(run)) {
            first = 0;
            end = Math.max(end, LONGEST);
        }
        if (first < 0) {
            return null;
        }
        // The expiry date and the security code may follow directly.
        int last = Math.min(run.length(), end + MOST_AFTER) - 1;
        return finding(text, run.position(first), run.position(last) + 1);
    }

    /** Index of the next card: at a group of digits if possible, else anywhere. */
    private static int nextCard(DigitRun run, int from) {
        int anywhere = -1;
        for (int at = from; at + 13 < run.length(); at++) {
            int length = cardLength(run.digits(), at);
            if (length > 0) {
                boolean isGroup = run.isGroupStart(at) && !run.isGroupStart(at + 1);
                boolean isWhole =
                        isGroup && (at + length == run.length() || run.isGroupStart(at + length));
                if (isWhole) {
                    return at;
                }
                anywhere = anywhere < 0 ? at : anywhere;
            }
            if (anywhere >= 0 && at >= anywhere + LONGEST) {
                return anywhere;
            }
        }
        return anywhere;
    }

    /** Finds a card with a word in the middle. */
    private static void inParts(
            WrittenText text, List<DigitRun> runs, int first, List<Finding> findings) {
        StringBuilder digits = new StringBuilder(runs.get(first).digits());
        for (int i = first + 1; i < runs.size() && i < first + MOST_PARTS; i++) {
            DigitRun part = runs.get(i);
            boolean isTooFar = part.start() - runs.get(i - 1).end() > WIDEST_WORD;
            if (isTooFar || digits.length() + part.length() > LONGEST) {
                return;
            }
            digits.append(part.digits());
            if (cardLength(digits.toString(), 0) == digits.length() && digits.length() > 13) {
                findings.add(finding(text, runs.get(first).start(), part.end()));
                return;
            }
        }
    }

    /** Whether the digits as a whole are a card number of a common scheme. */
    static boolean isCard(String digits) {
        return cardLength(digits, 0) == digits.length();
    }

    /** The length of a common scheme's card number that begins at a digit, or 0. */
    private static int cardLength(String digits, int from) {
        for (int length : LENGTHS) {
            if (from + length <= digits.length()) {
                String candidate = digits.substring(from, from + length);
                if (isUsual(candidate) && passesLuhn(candidate)) {
                    return length;
                }
            }
        }
        return 0;
    }

    private static boolean isUsual(String digits) {
        int length = digits.length();
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        if (digits.charAt(0) == '4') {
            return length == 16 || length == 19;
        }
        boolean mastercard = two >= 51 && two <= 55 || four >= 2221 && four <= 2720;
        boolean mir = four >= 2200 && four <= 2204;
        if (mastercard || mir) {
            return length == 16;
        }
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if (two == 36 || two == 38 || two == 39 || four >= 3000 && four <= 3059) {
            return length == 14 || length == 16;
        }
        boolean sixteenUp =
                two == 62 || two == 65 || four == 6011 || two == 64 || two == 67 || two == 63;
        boolean jcb = four >= 3528 && four <= 3589;
        return (sixteenUp || jcb) && length >= 16;
    }

    /**
     * A card of any scheme, such as Maestro's with 12 to 19 digits. Many other numbers match these
     * prefixes and the check digit, so the run must contain nothing else, and its groups must be
     * those of a card.
     */
    private static boolean isRareCard(DigitRun run) {
        String digits = run.digits();
        if (digits.length() < SHORTEST || digits.length() > LONGEST) {
            return false;
        }
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        boolean isIssued =
                two == 50
                        || two >= 56 && two <= 69
                        || two == 81
                        || two == 82
                        || four == 9792
                        || digits.charAt(0) == '4' && digits.length() == 13
                        || digits.charAt(0) == '1' && digits.length() == 15;
        return isIssued && passesLuhn(digits) && hasGroupsOfCard(run) && !run.isNeeded();
    }

    /**
     * Groups of four digits except the last, a single group, or spoken groups of one and two
     * digits.
     */
    private static boolean hasGroupsOfCard(DigitRun run) {
        int[] groups = run.groups();
        boolean isSpoken = true;
        boolean isFours = true;
        for (int i = 0; i < groups.length; i++) {
            isSpoken &= groups[i] <= 2;
            isFours &= i == groups.length - 1 ? groups[i] <= 4 : groups[i] == 4;
        }
        return groups.length == 1 || isSpoken && groups.length >= SHORTEST / 2 || isFours;
    }

    static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
