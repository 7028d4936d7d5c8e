package io.supportassistant.redaction;

import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers with as many digits as a number found in the same text: the old one beside the new,
 * the wrong one beside the right. Short ones only count directly after the other ("4821 and 7733")
 * or with a word of contrast such as "not".
 */
final class SameForm {

    private static final Pattern CONTRAST =
            Pattern.compile(
                    "\\b(?:not|no|but|old|new|actually|instead|then|changed|before|now|nicht|sondern"
                        + "|aber|alte[nrs]?|neue[nrs]?|statt|doch|jetzt|sino|pero|antes|ahora"
                        + "|vieja|viejo|nueva|nuevo|pas|mais|ancien|ancienne|nouveau|nouvelle"
                        + "|maintenant|avant)\\b");

    private static final Pattern SECOND =
            Pattern.compile(
                    ",? (?:and|or|und|oder|y|o|et|ou)(?: the| die| la| el| le)? (\\d(?:["
                            + " -]?\\d)*)\\b");

    private static final Pattern DIGIT = Pattern.compile("\\d");

    private static final int SHORTEST = 3;
    private static final int LONG = 7;

    private SameForm() {}

    /** The second of two numbers with the same length: "4821 and 7733". */
    static List<Finding> seconds(List<Finding> found, String text) {
        List<Finding> seconds = new ArrayList<>();
        for (Finding first : found) {
            long digits = digits(text.substring(first.start(), first.end()));
            Matcher second = SECOND.matcher(text).region(first.end(), text.length());
            if (digits >= SHORTEST && second.lookingAt() && digits(second.group(1)) == digits) {
                seconds.add(new Finding(first.kind(), second.start(1), second.end(1)));
            }
        }
        return seconds;
    }

    private static long digits(String text) {
        return DIGIT.matcher(text).results().count();
    }

    /** Numbers like those found, without those found already. */
    static List<Finding> beside(List<Finding> found, WrittenText text) {
        Map<Integer, PersonalData> kinds = new TreeMap<>();
        List<DigitRun> others = new ArrayList<>();
        TreeMap<Integer, Finding> byStart = new TreeMap<>();
        found.forEach(finding -> byStart.put(finding.start(), finding));
        for (DigitRun run : text.runs()) {
            Finding place = text.finding(PersonalData.SECRET, run.start(), run.end());
            Map.Entry<Integer, Finding> before = byStart.lowerEntry(place.end());
            boolean isFound = before != null && before.getValue().end() > place.start();
            if (!isFound) {
                others.add(run);
            } else if (isOneNumber(before.getValue(), place)) {
                kinds.putIfAbsent(run.length(), before.getValue().kind());
            }
        }
        List<Finding> beside = new ArrayList<>();
        if (kinds.isEmpty() || others.isEmpty()) {
            return beside;
        }
        int shortest = CONTRAST.matcher(text.text()).find() ? SHORTEST : LONG;
        for (DigitRun run : others) {
            PersonalData kind = kinds.get(run.length());
            if (kind != null && run.length() >= shortest && isLike(text.text(), run)) {
                beside.add(text.finding(kind, run.start(), run.end()));
            }
        }
        return beside;
    }

    /** False for an address that contains the digits, and for a part of a longer finding. */
    private static boolean isOneNumber(Finding finding, Finding run) {
        return finding.kind() != PersonalData.EMAIL
                && run.start() - finding.start() <= 4
                && finding.end() - run.end() <= 4;
    }

    private static boolean isLike(String written, DigitRun run) {
        return !run.isNeeded() && !OtherNumbers.isOne(written, run, run.length());
    }
}
