package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Payment card numbers: a known issuer's prefix and length, and Luhn's check digit. After the words
 * "card number" anything of that length, for recognisers mishear; and a text that is nothing but
 * groups of four digits, for people pause in the middle of a card.
 */
final class CardNumbers implements Detector {

    private static final String SEPARATORS = " -.,/&\u00a0";
    private static final int[] LENGTHS = {16, 15, 14, 19, 18, 17, 13};
    private static final int MOST_AFTER = 8;
    private static final Pattern ANNOUNCED =
            Pattern.compile(
                    "\\b(?:card|visa|mastercard|amex|american express)(?: card)?(?: number)?"
                            + "(?:\\s+(?:number|is|it's|its|the|my|are|on|goes))*[\\s:,.-]*$");
    private static final Pattern FOURS =
            Pattern.compile("[\\s.,]*\\d{4}(?:[\\s,.&-]{1,3}\\d{4}){1,3}[\\s.,]*");

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        if (FOURS.matcher(written).matches()) {
            DigitRun all = DigitRun.in(written, SEPARATORS).get(0);
            return List.of(text.finding(PersonalData.CARD_NUMBER, all.start(), all.end()));
        }
        for (DigitRun run : DigitRun.in(written, SEPARATORS)) {
            int from = cardAt(run);
            if (from < 0 && run.length() >= 8 && isAnnounced(written, run)) {
                from = 0;
            }
            if (from >= 0) {
                // What follows at once is the expiry date and the security code.
                int last = Math.min(run.length(), from + 19 + MOST_AFTER) - 1;
                findings.add(
                        text.finding(
                                PersonalData.CARD_NUMBER,
                                run.position(from),
                                run.position(last) + 1));
            }
        }
        return findings;
    }

    private static boolean isAnnounced(String written, DigitRun run) {
        return ANNOUNCED.matcher(Context.before(written, run.start())).find();
    }

    /** The index of the first digit of a card number within a run, or -1. */
    private static int cardAt(DigitRun run) {
        for (int from = 0; from + 13 <= run.length(); from++) {
            for (int length : LENGTHS) {
                if (from + length <= run.length()
                        && isCard(run.digits().substring(from, from + length))) {
                    return from;
                }
            }
        }
        return -1;
    }

    private static boolean isCard(String digits) {
        return isIssued(digits) && passesLuhn(digits);
    }

    private static boolean isIssued(String digits) {
        int length = digits.length();
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        if (digits.charAt(0) == '4') {
            return length == 13 || length == 16 || length == 19;
        }
        boolean mastercard = two >= 51 && two <= 55 || four >= 2221 && four <= 2720;
        if (mastercard) {
            return length == 16;
        }
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if (two == 36 || two == 38 || two == 39 || four >= 3000 && four <= 3059) {
            return length == 14 || length == 16;
        }
        boolean sixteenUp = two == 62 || two == 65 || four == 6011 || two == 64;
        boolean jcb = four >= 3528 && four <= 3589;
        return (sixteenUp || jcb) && length >= 16;
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
