package io.supportassistant.redaction;

import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.NearNames;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds IBANs by country, length and checksum, also if spelled out, and the number after words such
 * as "account number", "routing number" or "sort code".
 */
final class BankAccounts implements Detector {

    private static final Map<String, Integer> LENGTHS =
            Stream.of(
                            ("ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 br29 by28 ch21 cr22 cy28"
                                 + " cz24 de22 dk18 do28 ee20 eg29 es24 fi18 fo18 fr27 gb22 ge22"
                                 + " gi23 gl18 gr27 gt28 hr21 hu28 ie22 il23 iq23 is26 it27 jo30"
                                 + " kw30 kz20 lb28 lc32 li21 lt20 lu20 lv21 mc27 md24 me22 mk19"
                                 + " mr27 mt31 mu30 nl18 no15 pk24 pl28 ps29 pt25 qa29 ro24 rs22"
                                 + " sa24 se24 si19 sk24 sm27 tn24 tr26 ua29 va22 vg24 xk20")
                                    .split(" "))
                    .collect(
                            Collectors.toMap(
                                    country -> country.substring(0, 2),
                                    country -> Integer.valueOf(country.substring(2))));
    private static final String SEPARATORS = " -.,&:_/\n";
    private static final int WIDEST_GAP = 3;
    private static final String GAPS = " .,-";
    private static final int LONGEST_GAP = 2;
    private static final int SHORTEST_ANNOUNCED = 6;

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        int from = 0;
        while (from < written.length()) {
            int end = isBeginning(written, from) ? ibanEnd(text, from) : -1;
            if (end > 0) {
                findings.add(text.finding(PersonalData.BANK_ACCOUNT, from, end));
            }
            from = end > 0 ? end : from + 1;
        }
        findings.addAll(text.names().spelled(PersonalData.BANK_ACCOUNT, text));
        int previous = 0;
        for (DigitRun run : text.runs()) {
            int before = previous;
            previous = run.length() >= NearNames.FEWEST_OF_A_NUMBER ? run.end() : previous;
            if (run.length() < SHORTEST_ANNOUNCED || NumbersOfAccounts.isAmount(written, run)) {
                continue;
            }
            if (run.isAnnounced(PersonalData.BANK_ACCOUNT)) {
                int start = run.announcement().start();
                findings.add(text.finding(PersonalData.BANK_ACCOUNT, start, run.end()));
            } else if (NumbersOfAccounts.isOne(written, run)
                    || NumbersOfAccounts.isTransferredTo(written, run)
                    || NumbersOfAccounts.isLikeOne(written, run)
                            && text.names().isNear(PersonalData.BANK_ACCOUNT, run, before)) {
                findings.add(text.finding(PersonalData.BANK_ACCOUNT, run.start(), run.end()));
            }
        }
        return findings;
    }

    /** Two letters and two digits, possibly separated, with no letter or digit directly before. */
    private static boolean isBeginning(String written, int start) {
        if (!isLetter(written, start)
                || start > 0 && (isLetter(written, start - 1) || isDigit(written, start - 1))) {
            return false;
        }
        int second = afterGap(written, start + 1);
        int third = isLetter(written, second) ? afterGap(written, second + 1) : -1;
        int fourth = isDigit(written, third) ? afterGap(written, third + 1) : -1;
        return isDigit(written, fourth);
    }

    private static int afterGap(String written, int from) {
        int at = from;
        while (at < written.length()
                && at - from < LONGEST_GAP
                && GAPS.indexOf(written.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(String written, int at) {
        return at < written.length() && written.charAt(at) >= 'a' && written.charAt(at) <= 'z';
    }

    private static boolean isDigit(String written, int at) {
        return at >= 0
                && at < written.length()
                && written.charAt(at) >= '0'
                && written.charAt(at) <= '9';
    }

    /** End of the IBAN that begins at {@code start}, or -1. */
    private static int ibanEnd(WrittenText text, int start) {
        String written = text.text();
        StringBuilder compact = new StringBuilder();
        int at = start;
        int length = Integer.MAX_VALUE;
        int letters = 0;
        int gap = 0;
        while (at < written.length() && compact.length() < length) {
            char c = written.charAt(at);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                compact.append(c);
                gap = 0;
                letters = c >= 'a' ? letters + 1 : 0;
                if (letters > 6) {
                    return -1;
                }
                if (compact.length() == 2) {
                    length = LENGTHS.getOrDefault(compact.toString(), -1);
                }
            } else if (SEPARATORS.indexOf(c) < 0 || ++gap > WIDEST_GAP) {
                return -1;
            }
            at++;
        }
        boolean isOne =
                compact.length() == length
                        && (passesChecksum(compact.toString())
                                || text.names().isNamed(PersonalData.BANK_ACCOUNT, start, at));
        return isOne ? at : -1;
    }

    static boolean passesChecksum(String iban) {
        String moved = iban.substring(4) + iban.substring(0, 4);
        int remainder = 0;
        for (char c : moved.toCharArray()) {
            int value = Character.digit(c, 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }
}
