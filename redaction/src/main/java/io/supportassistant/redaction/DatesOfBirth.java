package io.supportassistant.redaction;

import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WordsBeside;
import io.supportassistant.personaldata.WrittenText;
import io.supportassistant.spokentext.SpokenWord;
import io.supportassistant.spokentext.WordSet;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the date after words such as "date of birth" and "born on"; ignores other dates. */
final class DatesOfBirth implements Detector {

    /** Follows a time of day. */
    private static final Pattern OF_A_TIME = Pattern.compile("\\s*(?:[ap]\\.? ?m\\b|uhr\\b)");

    private static final Set<String> CONNECTORS =
            WordSet.of(
                    "is was on the it's its my s in no wait sorry uh year jahr ano annee so that's"
                        + " date would be yes sure okay i am der den dem am ist war bin ich lautet"
                        + " wurde also ja im es el fue era la en son si pues le est c'est suis je"
                        + " oui alors donc of year");
    private static final Set<String> INSIDE =
            WordSet.of("of the de del et and y und the der du hundred thousand s");
    private static final Set<String> MONTHS =
            WordSet.of(
                    "january february march april may june july august september october november"
                        + " december jan feb mar apr jun jul aug sep sept oct nov dec januar janner"
                        + " februar marz maerz mai juni juli oktober dezember okt dez enero febrero"
                        + " marzo abril mayo junio julio agosto septiembre setiembre octubre"
                        + " noviembre diciembre janvier fevrier mars avril juin juillet aout"
                        + " septembre octobre novembre decembre");
    private static final Set<String> NUMBERS =
            WordSet.of(
                    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
                        + " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
                        + " eighteenth nineteenth twentieth thirtieth st nd rd th er ter ten te"
                        + " premier primero erste ersten erster zweite zweiten zweiter dritte"
                        + " dritten dritter siebte siebten siebter achte achten achter mil mille"
                        + " cent cents novecientos ciento cien hundert tausend zweitausend"
                        + " neunzehnhundert deux");
    private static final List<String> GERMAN_ORDINALS =
            List.of("ter", "ten", "ster", "sten", "te", "ste");
    private static final int MOST_CONNECTORS = 7;
    private static final int MOST_WORDS = 14;

    /** In German these follow the date. */
    private static final List<String> GERMAN_BIRTH = List.of("geboren", "geburtstag");

    /** Before a date these words mark the time of something else. */
    private static final Set<String> OF_OTHER_DATES =
            WordSet.of("since until till by seit bis ab desde hasta depuis jusqu'au");

    /** At the end or the beginning of a date. */
    private static final Pattern YEAR =
            Pattern.compile(
                    "^(?:.{3,60}?|(?:\\d{1,2}[-./ ]){2})((?:19|20) ?\\d{2})(?!\\d)"
                            + "|^((?:19|20)\\d{2})[-./]");

    /** With a two-digit year. */
    private static final Pattern SHORT_DATE = Pattern.compile("\\d{1,2}[-./]\\d{1,2}[-./]\\d{2}");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;](?:\\s|$)");

    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\d]+");

    /** After these words "ne" is French for "born", otherwise for "not". */
    private static final Set<String> BEFORE_BORN =
            WordSet.of("suis est es etes etait sommes sont serait");

    private static final int FEWEST_PARTS = 3;
    private static final int SHORT_YEAR = 2;
    private static final int YOUNGEST = 1;
    private static final int WIDEST_NEAR = 120;
    private static final int WIDEST_DATE = 60;
    private static final int FEWEST_DIGITS = 3;
    private static final int WIDEST_GAP = 4;
    private static final String GAPS = " .,-/:?'&\n\"";

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
            }
            if (isName(text.text(), birth)) {
                from = addNear(text, birth, from, Math.max(end, birth), findings);
            } else {
                from = Math.max(from, end);
            }
        }
        return findings;
    }

    /**
     * Adds the complete dates near a place, in the same sentence or another: "you have my birth
     * date wrong, it's 26 June 1952, not 1962". Ignores dates after a word such as "since".
     *
     * @param from index to start at
     * @param after end of a date already found, or the place itself
     * @return the end of the last one
     */
    private static int addNear(
            WrittenText text, int birth, int from, int after, List<Finding> findings) {
        String written = text.text();
        int last = Math.max(from, after > birth ? after : from);
        int at = Math.max(from, birth - WIDEST_DATE);
        while (at < Math.min(written.length(), after + WIDEST_NEAR)) {
            boolean isStart =
                    Character.isLetterOrDigit(written.charAt(at))
                            && (at == 0 || !Character.isLetterOrDigit(written.charAt(at - 1)));
            int end = isStart && mayBegin(written, at) ? dateEnd(written, at) : -1;
            if (end > 0
                    && (isWholeDate(written, at, end)
                            || isShortDateBeside(written, birth, at, end))) {
                findings.add(text.finding(PersonalData.DATE_OF_BIRTH, at, end));
                last = Math.max(last, end);
            }
            at = end > 0 ? end : at + 1;
        }
        return last;
    }

    /**
     * A short date in the same sentence that has no other name: "The date of birth on the account
     * should be 3 14 86".
     */
    private static boolean isShortDateBeside(String written, int birth, int start, int end) {
        String between =
                start > birth ? written.substring(birth, start) : written.substring(end, birth);
        return start != birth
                && !SENTENCE_END.matcher(between).find()
                && ShortDate.isOne(parts(written.substring(start, end)))
                && !OtherNumbers.isNamed(written, start, end);
    }

    private static List<String> parts(String date) {
        return GAP.splitAsStream(date).filter(part -> !INSIDE.contains(part)).toList();
    }

    /** A month, a day and two digits: "7th of October 67". */
    private static boolean hasShortYear(String date) {
        List<String> parts = parts(date);
        String last = parts.get(parts.size() - 1);
        return parts.size() >= FEWEST_PARTS
                && last.length() == SHORT_YEAR
                && Character.isDigit(last.charAt(0))
                && parts.stream().anyMatch(MONTHS::contains);
    }

    /** Whether a text names a date of birth. */
    static boolean areNamedIn(WrittenText text) {
        return text.births().stream().anyMatch(birth -> isName(text.text(), birth));
    }

    private static boolean isName(String written, int birth) {
        if (!written.startsWith("ne", birth - 2)
                || birth > 2 && Character.isLetter(written.charAt(birth - 3))) {
            return true;
        }
        List<String> before = WordsBeside.before(written, birth - 2, 1);
        return !before.isEmpty() && BEFORE_BORN.contains(before.get(0));
    }

    private static boolean mayBegin(String written, int at) {
        return !INSIDE.contains(written.substring(at, partEnd(written, at)));
    }

    /** Has a plausible year of birth, and no word such as "since" before it. */
    private static boolean isWholeDate(String written, int start, int end) {
        List<String> before = WordsBeside.before(written, start, 1);
        if (!before.isEmpty() && OF_OTHER_DATES.contains(before.get(0))) {
            return false;
        }
        String date = written.substring(start, end);
        Matcher year = YEAR.matcher(date);
        if (!year.find()) {
            return SHORT_DATE.matcher(date).matches() || hasShortYear(date);
        }
        String found = year.group(1) == null ? year.group(2) : year.group(1);
        return Integer.parseInt(found.replace(" ", ""))
                <= Year.now(ZoneOffset.UTC).getValue() - YOUNGEST;
    }

    /** Start of the German word that ends at {@code end}, or -1. */
    private static int wordOfGermanBirth(String written, int end) {
        for (String word : GERMAN_BIRTH) {
            if (written.startsWith(word, end - word.length())) {
                return end - word.length();
            }
        }
        return -1;
    }

    /** Start of the date that ends directly before a word, or -1: "am 3. Mai 1984 geboren". */
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

    /** Start of the first word that is not one of the usual words between "born" and the date. */
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

    /** End of the date that begins at {@code start}, or -1. */
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
        boolean isDate = digits >= FEWEST_DIGITS && !isTime(written, start, end);
        return isDate || hasMonth && digits > 0 ? end : -1;
    }

    private static boolean isTime(String written, int start, int end) {
        return OtherNumbers.isPriceOrTime(written, start)
                || OF_A_TIME.matcher(written).region(end, written.length()).lookingAt();
    }

    private static boolean isSpokenNumber(String word) {
        SpokenWord spoken = SpokenWord.of(word);
        return spoken != null && spoken.isNumeric()
                || NUMBERS.contains(word)
                || word.startsWith("neunzehnhundert")
                || word.startsWith("zweitausend")
                || isGermanOrdinal(word);
    }

    /** For example "vierter" and "einundzwanzigsten". */
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

    /**
     * End of the letters or the digits that begin at {@code start}; of one character if it is
     * neither.
     */
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
