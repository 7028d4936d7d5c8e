package io.supportassistant.redaction;

import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.WordsBeside;
import io.supportassistant.spokentext.WordSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds a number directly after the word "account", as in "account 98765432 at Barclays". The word
 * alone is a weak hint, so the number must look like a bank account.
 */
final class NumbersOfAccounts {

    private static final Set<String> ACCOUNT = WordSet.of("account acc konto cuenta compte");

    /** Words allowed between the word and the number. */
    private static final Set<String> BETWEEN =
            WordSet.of(
                    "is was it s its the my number no numbers num ist war lautet die das nummer nr"
                            + " es era el la numero n est etait c le nueva vieja antigua conjunta"
                            + " personal comun equivocada joint commun personnel professionnel"
                            + " nouveau ancien");

    /** Owners of accounts that are not bank accounts; "I count" is not an account in French. */
    private static final Set<String> NO_BANKS =
            WordSet.of(
                    "customer client user member guest admin facebook google microsoft apple order"
                        + " ticket case support email gmail outlook twitter instagram steam github"
                        + " kunden benutzer cliente usuario client utilisateur je on tu il elle qui"
                        + " nous j ne");

    /** Follow an amount. */
    private static final Set<String> UNITS =
            WordSet.of(
                    "dollars dollar euros euro pounds pound cents points users people emails"
                        + " messages files rows records entries items bytes percent times times"
                        + " punkte mal prozent puntos personas usuarios mensajes veces lignes"
                        + " personnes fichiers points fois visitors views followers miles credits");

    /** "Transfer 200 to", before the number of an account. */
    private static final Pattern TRANSFER =
            Pattern.compile(
                    "\\b(?:transfer\\w*|standing order|payments?|paid|wired?|uberw[ie]\\w*"
                        + "|ueberw[ie]\\w*|dauerauftrag|transferencia\\w*|transferi\\w*|pasar|virement|vire[rz]?|ordre"
                        + " permanent)\\b[^.?!]{0,40}\\b(?:to|into|auf|an|a|a la|sur|vers)(?: the|"
                        + " my| an)?(?: account| konto| cuenta| compte)?[ :,]*$|\\b(?:falsche konto"
                        + " uberwiesen|wrong account)[ ,:]+$");

    private static final int WIDEST_BEFORE = 90;
    private static final int FEWEST_TRANSFERRED = 7;
    private static final int MOST_BETWEEN = 3;
    private static final int MOST_DIGITS = 18;
    private static final int SHORTEST_GROUP = 3;

    private NumbersOfAccounts() {}

    static boolean isOne(String written, DigitRun run) {
        if (!isLikeOne(written, run)) {
            return false;
        }
        List<String> before = WordsBeside.before(written, run.start(), MOST_BETWEEN + 3);
        int at = 0;
        while (at < before.size() && at < MOST_BETWEEN && BETWEEN.contains(before.get(at))) {
            at++;
        }
        if (at >= before.size() || !ACCOUNT.contains(before.get(at))) {
            return false;
        }
        boolean isOther = at + 1 < before.size() && NO_BANKS.contains(before.get(at + 1));
        return !isOther && !isAmount(written, run);
    }

    /** Whether the text says that money is or was transferred to it. */
    static boolean isTransferredTo(String written, DigitRun run) {
        return run.length() >= FEWEST_TRANSFERRED
                && isLikeOne(written, run)
                && !isAmount(written, run)
                && TRANSFER.matcher(
                                written.substring(
                                        Math.max(0, run.start() - WIDEST_BEFORE), run.start()))
                        .find();
    }

    /** Whether a number has the form of an account number and is not needed by the pipeline. */
    static boolean isLikeOne(String written, DigitRun run) {
        return run.length() <= MOST_DIGITS && !run.isNeeded() && isWritten(written, run);
    }

    /** Whether a number is a quantity. */
    static boolean isAmount(String written, DigitRun run) {
        List<String> after = WordsBeside.after(written, run.end(), 1);
        return !after.isEmpty() && UNITS.contains(after.get(0));
    }

    /** Written in one group or a few; not a date, an amount or the digits of several things. */
    private static boolean isWritten(String written, DigitRun run) {
        int[] groups = run.groups();
        boolean isSpoken = true;
        boolean isLong = true;
        for (int i = 0; i < groups.length; i++) {
            isSpoken &= groups[i] <= 2;
            isLong &= groups[i] >= SHORTEST_GROUP || i == groups.length - 1 && groups[i] >= 2;
        }
        isSpoken &= groups.length > 3;
        String separators = isSpoken ? " ,\n" : " -\n";
        for (int i = 1; i < run.length(); i++) {
            for (int at = run.position(i - 1) + 1; at < run.position(i); at++) {
                if (separators.indexOf(written.charAt(at)) < 0) {
                    return false;
                }
            }
        }
        char before = run.start() > 0 ? written.charAt(run.start() - 1) : ' ';
        char after = run.end() < written.length() ? written.charAt(run.end()) : ' ';
        return (isSpoken || isLong)
                && " :#,.\n".indexOf(before) >= 0
                && !Character.isLetter(after)
                && after != '%'
                && Character.getType(after) != Character.CURRENCY_SYMBOL;
    }
}
