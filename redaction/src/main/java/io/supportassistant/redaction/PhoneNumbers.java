package io.supportassistant.redaction;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Phone numbers that are valid in one of some countries or, after a plus, anywhere; and after words
 * such as "call me at" any number of that length. What is called an order number is none.
 */
final class PhoneNumbers implements Detector {

    private static final String SEPARATORS = " -.()/\u00a0";
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;
    private static final Pattern ANNOUNCED =
            Pattern.compile(
                    "\\b(?:(?:call|ring|phone|text|reach)(?: me| us)?(?: back)?(?: at|"
                            + " on)|(?:phone|mobile|cell|telephone|contact|callback|call back)(?:"
                            + " number)?|my number|number to"
                            + " call)(?:\\s+(?:number|is|it's|its|at|on|would be))*[\\s:,.(+-]*$");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final List<String> regions;

    /**
     * @param regions ISO 3166 codes, in which numbers are said without the country's prefix
     */
    PhoneNumbers(List<String> regions) {
        this.regions = List.copyOf(regions);
    }

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        for (DigitRun run : DigitRun.in(written, SEPARATORS)) {
            if (run.length() < SHORTEST || run.length() > LONGEST) {
                continue;
            }
            boolean plus = hasPlus(written, run.start());
            boolean isPhone =
                    ANNOUNCED.matcher(Context.before(written, run.start())).find()
                            || !Context.isNeeded(written, run.start()) && isValid(run, plus);
            if (isPhone) {
                int start = plus ? written.lastIndexOf('+', run.start()) : run.start();
                findings.add(text.finding(PersonalData.PHONE_NUMBER, start, run.end()));
            }
        }
        return findings;
    }

    private static boolean hasPlus(String written, int start) {
        return written.substring(Math.max(0, start - 3), start)
                .strip()
                .replace("(", "")
                .endsWith("+");
    }

    private boolean isValid(DigitRun run, boolean plus) {
        if (plus) {
            return isValid("+" + run.digits(), null);
        }
        return regions.stream().anyMatch(region -> isValid(run.digits(), region));
    }

    private boolean isValid(String digits, String region) {
        try {
            return numbers.isValidNumber(numbers.parse(digits, region));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
