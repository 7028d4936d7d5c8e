package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The date after words such as "date of birth" and "born on"; other dates are none. */
final class DatesOfBirth implements Detector {

    private static final Set<String> CONNECTORS =
            words(
                    "is was on the it's its my s in so that's date would be yes sure okay i am der"
                        + " den dem am ist war bin ich lautet wurde also ja im es el fue era la en"
                        + " son si pues le est c'est suis je oui alors donc of year");
    private static final Set<String> INSIDE =
            words("of the de del et and y und the der du hundred thousand s");
    private static final Set<String> MONTHS =
            words(
                    "january february march april may june july august september october november"
                        + " december jan feb mar apr jun jul aug sep sept oct nov dec januar janner"
                        + " februar marz maerz mai juni juli oktober dezember okt dez enero febrero"
                        + " marzo abril mayo junio julio agosto septiembre setiembre octubre"
                        + " noviembre diciembre janvier fevrier mars avril juin juillet aout"
                        + " septembre octobre novembre decembre");
    private static final Set<String> NUMBERS =
            words(
                    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
                        + " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
                        + " eighteenth nineteenth twentieth thirtieth st nd rd th er ter ten te"
                        + " premier primero ersten erster zweiten zweiter dritten dritter siebten"
                        + " siebter mil mille cent cents novecientos ciento cien hundert tausend"
                        + " zweitausend neunzehnhundert deux");
    private static final List<String> GERMAN_ORDINALS =
            List.of("ter", "ten", "ster", "sten", "te", "ste");
    private static final int MOST_CONNECTORS = 5;
    private static final int MOST_WORDS = 14;

    /** German says them after the date. */
    private static final List<String> GERMAN_BIRTH = List.of("geboren", "geburtstag");

    private static final int WIDEST_DATE = 60;
    private static final int FEWEST_DIGITS = 3;
    private static final int WIDEST_GAP = 4;
    private static final String GAPS = " .,-/:?'&\n\"";

    private static Set<String> words(String words) {
        return Set.copyOf(new java.util.HashSet<>(List.of(words.split(" "))));
    }

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        int from = 0;
        for (int birth : text.births()) {
            int start = birth < from ? -1 : afterConnectors(text.text(), birth);
            int end = start < 0 ? -1 : dateEnd(text.text(), start);
            int word = end < 0 ? wordOfGermanBirth(text.text(), birth) : -1;
            if (word >= 0) {
                start = dateBefore(text.text(), from, word);
                end = start < 0 ? -1 : dateEnd(text.text(), start);
            }
            if (end > 0) {
                findings.add(text.finding(PersonalData.DATE_OF_BIRTH, start, end));
                from = end;
            }
        }
        return findings;
    }

    /** Where the German word begins that ends at a place, or -1. */
    private static int wordOfGermanBirth(String written, int end) {
        for (String word : GERMAN_BIRTH) {
            if (written.startsWith(word, end - word.length())) {
                return end - word.length();
            }
        }
        return -1;
    }

    /** Where the date begins that ends right before a word, or -1: "am 3. Mai 1984 geboren". */
    private static int dateBefore(String written, int from, int word) {
        for (int at = Math.max(from, word - WIDEST_DATE); at < word - 1; at++) {
            boolean isStart = at == 0 || !Character.isLetterOrDigit(written.charAt(at - 1));
            if (isStart
                    && Character.isLetterOrDigit(written.charAt(at))
                    && !INSIDE.contains(written.substring(at, partEnd(written, at)))) {
                int end = dateEnd(written, at);
                if (end > 0 && word - end <= 1) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** Where the first word begins that is none of those between "born" and the date. */
    private static int afterConnectors(String written, int from) {
        int at = afterGap(written, from);
        for (int count = 0; count < MOST_CONNECTORS && at < written.length(); count++) {
            int end = partEnd(written, at);
            if (!CONNECTORS.contains(written.substring(at, end))) {
                return at;
            }
            at = afterGap(written, end);
        }
        return at < written.length() ? at : -1;
    }

    /** The place after the date that begins there, or -1. */
    private static int dateEnd(String written, int start) {
        int end = -1;
        int at = start;
        int digits = 0;
        boolean hasMonth = false;
        for (int count = 0; count < MOST_WORDS && at < written.length(); count++) {
            int partEnd = partEnd(written, at);
            String part = written.substring(at, partEnd);
            boolean isNumber = Character.isDigit(part.charAt(0));
            boolean isMonth = MONTHS.contains(part);
            if (isNumber || isMonth || isSpokenNumber(part)) {
                end = partEnd;
                digits += isNumber ? part.length() : isMonth ? 0 : 1;
                hasMonth |= isMonth;
            } else if (!INSIDE.contains(part)) {
                break;
            }
            at = afterGap(written, partEnd);
        }
        return digits >= FEWEST_DIGITS || hasMonth && digits > 0 ? end : -1;
    }

    private static boolean isSpokenNumber(String word) {
        SpokenWord spoken = SpokenWord.of(word);
        return spoken != null && spoken.isNumeric()
                || NUMBERS.contains(word)
                || word.startsWith("neunzehnhundert")
                || word.startsWith("zweitausend")
                || isGermanOrdinal(word);
    }

    /** Such as "vierter" and "einundzwanzigsten". */
    private static boolean isGermanOrdinal(String word) {
        for (String ending : GERMAN_ORDINALS) {
            if (word.endsWith(ending)) {
                SpokenWord stem = SpokenWord.of(word.substring(0, word.length() - ending.length()));
                if (stem != null && stem.isNumeric()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The end of the letters or the digits that begin there; of one character if it is neither. */
    private static int partEnd(String written, int start) {
        boolean isNumber = Character.isDigit(written.charAt(start));
        int end = start + 1;
        while (end < written.length()
                && end - start < 40
                && isSame(written.charAt(end), isNumber)) {
            end++;
        }
        return end;
    }

    private static boolean isSame(char c, boolean number) {
        return number ? Character.isDigit(c) : Character.isLetter(c) || c == '\'';
    }

    private static int afterGap(String written, int from) {
        int at = from;
        while (at < written.length()
                && at - from < WIDEST_GAP
                && GAPS.indexOf(written.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
