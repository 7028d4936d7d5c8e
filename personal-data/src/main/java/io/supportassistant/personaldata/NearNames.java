package io.supportassistant.personaldata;

import io.supportassistant.spokentext.WordSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the names of accounts and identity papers in a text. A number near such a name belongs to
 * it, in the same sentence or another, unless another number is in between or it is clearly
 * something else.
 */
public final class NearNames {

    /** Minimum number of digits; excludes "one second" or "3 days". */
    public static final int FEWEST_OF_A_NUMBER = 4;

    /** Words with other common meanings; they count only directly before a number. */
    private static final Set<String> VAGUE =
            WordSet.of(
                    "pass permis nie nir secu rib routing konto kto cuenta cta perso curp"
                            + " identificacion ccc");

    /** Near these words a number as long as an account number is one. */
    private static final Set<String> BANKING =
            WordSet.of(
                    "bank banks banking debit payout payouts refund lastschrift lastschriften"
                            + " uberweisung uberweisen gutschrift banco domiciliacion domiciliar"
                            + " transferencia ingresen banque prelevement prelevements virement"
                            + " virements");

    private static final int FEWEST_OF_AN_ACCOUNT = 8;

    private static final int WIDEST_BEFORE = 130;
    private static final int WIDEST_AFTER = 60;
    private static final int WIDEST_TO_OWN = 16;

    private static final Pattern DATE =
            Pattern.compile(
                    "(?:\\d{1,2}[./-] ?\\d{1,2}[./-]"
                        + " ?(?:19|20)?\\d{2}|(?:19|20)\\d{2}[./-]\\d{1,2}[./-]\\d{1,2})(?:\\D.*)?",
                    Pattern.DOTALL);
    private static final int LONGEST_DATE = 14;

    private final String written;

    /** Ends of the names, in order. */
    private final Map<PersonalData, List<Integer>> ends = new EnumMap<>(PersonalData.class);

    private final List<Integer> banking = new ArrayList<>();

    NearNames(String written) {
        this.written = written;
        int at = 0;
        while (at < written.length()) {
            int end = at;
            while (end < written.length()
                    && (Character.isLetter(written.charAt(end))
                            || end > at && written.charAt(end) == '\'')) {
                end++;
            }
            String word = written.substring(at, end);
            if (BANKING.contains(word) || word.length() > 5 && word.endsWith("konto")) {
                banking.add(end);
            }
            if (end > at) {
                int fewestWords = VAGUE.contains(word) ? 2 : 1;
                PersonalData kind = Announcements.named(written, at, end, fewestWords);
                if (kind != null) {
                    ends.computeIfAbsent(kind, named -> new ArrayList<>()).add(end);
                }
            }
            at = Math.max(end, at + 1);
        }
    }

    /** The kinds of number that the text names. */
    public Set<PersonalData> kinds() {
        return ends.keySet();
    }

    /**
     * @param previous end of the number before it
     */
    public boolean isNear(PersonalData kind, DigitRun run, int previous) {
        return isNear(kind, run, run.start(), run.end(), previous);
    }

    /**
     * Whether the kind is named near the number.
     *
     * @param start of the number with the letters that belong to it
     * @param previous end of the number before it
     */
    public boolean isNear(PersonalData kind, DigitRun run, int start, int end, int previous) {
        return isNamed(kind, run, start, end, previous)
                && !run.isNeeded()
                && !OtherNumbers.isAmount(written, start, end)
                && !OtherNumbers.isNamed(written, start, end)
                && !isDate(start);
    }

    /** Spelled values near a name of the kind. */
    public List<Finding> spelled(PersonalData kind, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        if (!ends.containsKey(kind)) {
            return findings;
        }
        for (int[] spelled : text.spelled()) {
            if (isNamed(kind, spelled[0], spelled[1])
                    && !isDate(spelled[0])
                    && !Announcements.isNeeded(written, spelled[0])) {
                findings.add(text.finding(kind, spelled[0], spelled[1]));
            }
        }
        return findings;
    }

    /** Whether the kind is named near this range. */
    public boolean isNamed(PersonalData kind, int start, int end) {
        return isNamed(ends.getOrDefault(kind, List.of()), start, end, 0);
    }

    private boolean isNamed(PersonalData kind, DigitRun run, int start, int end, int previous) {
        return isNamed(ends.getOrDefault(kind, List.of()), start, end, previous)
                || kind == PersonalData.BANK_ACCOUNT
                        && run.length() >= FEWEST_OF_AN_ACCOUNT
                        && isNamed(banking, start, end, previous);
    }

    private boolean isNamed(List<Integer> names, int start, int end, int previous) {
        int found = Collections.binarySearch(names, start);
        int next = found < 0 ? -found - 1 : found;
        int before = next == 0 ? -1 : names.get(next - 1);
        if (before >= 0 && start - before <= WIDEST_BEFORE && previous <= before) {
            return true;
        }
        return next < names.size()
                && names.get(next) - end <= WIDEST_AFTER
                && !hasOwn(names.get(next));
    }

    /** Whether a number directly follows the name. */
    private boolean hasOwn(int name) {
        int end = Math.min(written.length(), name + WIDEST_TO_OWN);
        return written.substring(name, end).chars().anyMatch(Character::isDigit);
    }

    /** Whether a whole date begins at a place. */
    public boolean isDate(int start) {
        return DATE.matcher(
                        written.substring(start, Math.min(written.length(), start + LONGEST_DATE)))
                .matches();
    }
}
