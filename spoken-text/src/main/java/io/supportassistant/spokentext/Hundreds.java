package io.supportassistant.spokentext;

import io.supportassistant.spokentext.SpokenWord.Meaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads numbers with a word for hundreds, thousands or millions: "4 thousand 1 hundred 11", "forty
 * one hundred", "mil ciento once", "viertausendeinhundertelf". Its input is the pieces of a written
 * text, in which smaller numbers are already digits.
 */
final class Hundreds {

    /**
     * A number over several pieces.
     *
     * @param last index of its last piece
     */
    record Number(String digits, int last) {}

    private static final Set<String> HUNDRED = Set.of("hundred", "hundert");
    private static final Set<String> CENT = Set.of("cent", "cents");
    private static final Set<String> THOUSAND = Set.of("thousand", "tausend", "mil", "mille");

    private static final Set<String> MILLION =
            Set.of("million", "millions", "millionen", "millon", "millones");

    /** These are a thousand even without a number before them. */
    private static final Set<String> ALONE = Set.of("tausend", "mil", "mille");

    private static final Set<String> BEFORE_CENT =
            Set.of("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf");

    private static final Set<String> PER = Set.of("per", "pour", "por", "pro");
    private static final Set<String> AND = Set.of("and", "und", "y", "et", "&");
    private static final Map<String, Integer> SPANISH = new HashMap<>();
    private static final int MOST_GAP = 3;

    static {
        String[] hundreds = "dos tres cuatro quin seis sete ocho nove".split(" ");
        for (int i = 0; i < hundreds.length; i++) {
            String end = hundreds[i].equals("quin") ? "ient" : "cient";
            SPANISH.put(hundreds[i] + end + "os", 100 * (i + 2));
            SPANISH.put(hundreds[i] + end + "as", 100 * (i + 2));
        }
        SPANISH.put("ciento", 100);
        SPANISH.put("cien", 100);
    }

    private final List<String> pieces;
    private final List<String> said;
    private int at;
    private int millions;
    private int thousands;
    private int group = -1;
    private boolean hasHundred;
    private boolean isAfterHundred;
    private boolean isBig;

    private Hundreds(List<String> pieces, List<String> said, int first) {
        this.pieces = pieces;
        this.said = said;
        this.at = first;
    }

    /** Whether a word occurs only in such numbers. */
    static boolean isWord(String word) {
        return HUNDRED.contains(word)
                || CENT.contains(word)
                || THOUSAND.contains(word)
                || MILLION.contains(word)
                || SPANISH.containsKey(word)
                || isCompound(word);
    }

    private static boolean isCompound(String word) {
        return word.length() > 9
                && word.length() < 60
                && (word.contains("hundert") || word.contains("tausend"));
    }

    /**
     * The number that begins at a piece, or null if none does or it has no such word.
     *
     * @param said the pieces as spoken, in lower case
     */
    static Number at(List<String> pieces, List<String> said, int first) {
        return new Hundreds(pieces, said, first).read();
    }

    private Number read() {
        int last = -1;
        while (at >= 0 && at < pieces.size() && takes(pieces.get(at), last)) {
            last = at;
            at = afterGap(at + 1);
        }
        return last < 0 || !isBig
                ? null
                : new Number(
                        Integer.toString(
                                1_000_000 * millions + 1000 * thousands + Math.max(0, group)),
                        last);
    }

    /** Adds a piece, if the number continues with it. */
    private boolean takes(String piece, int last) {
        if (HUNDRED.contains(piece) || CENT.contains(piece)) {
            return takesHundred(piece, last);
        }
        if (THOUSAND.contains(piece)) {
            return takesThousand(piece);
        }
        if (MILLION.contains(piece)) {
            return takesMillion();
        }
        int value = value(piece);
        if (value < 0) {
            return false;
        }
        boolean isHundreds = value >= 100;
        if (isHundreds && value >= 1000) {
            boolean isFirst = last < 0;
            if (isFirst) {
                thousands = value / 1000;
                group = value % 1000 == 0 ? -1 : value % 1000;
                isAfterHundred = group > 0 && group % 100 == 0;
                hasHundred = group >= 100;
                isBig = true;
            }
            return isFirst;
        }
        if (thousands > 0 && isMultiplied(at, THOUSAND)) {
            return false;
        }
        if (group < 0) {
            group = value;
            boolean isSaid = !Character.isDigit(piece.charAt(0)) && isHundreds;
            hasHundred = isHundreds;
            isAfterHundred = isSaid && value % 100 == 0;
            isBig |= isSaid;
            return true;
        }
        if (!isAfterHundred
                || value >= 100
                || value == 0
                || isMultiplied(at, HUNDRED)
                || isMultiplied(at, CENT)) {
            return false;
        }
        group += value;
        isAfterHundred = false;
        return true;
    }

    private boolean takesHundred(String piece, int last) {
        boolean isFrench = CENT.contains(piece);
        if (hasHundred || group == 0 || group > 99) {
            return false;
        }
        if (group < 0) {
            boolean isAlone = isFrench && piece.equals("cent") && isCentAlone(last);
            if (!isAlone) {
                return false;
            }
        } else if (isFrench && !BEFORE_CENT.contains(said.get(last))) {
            return false;
        }
        group = group < 0 ? 100 : 100 * group;
        hasHundred = true;
        isAfterHundred = true;
        isBig = true;
        return true;
    }

    /** After "mille", or with a number after it; "per cent" and one cent do not count. */
    private boolean isCentAlone(int last) {
        int next = afterGap(at + 1);
        boolean continues = next >= 0 && value(pieces.get(next)) > 0;
        int before = at - 1;
        while (before >= 0 && at - before <= MOST_GAP && isGap(pieces.get(before))) {
            before--;
        }
        return last >= 0 || continues && (before < 0 || !PER.contains(pieces.get(before)));
    }

    private boolean takesThousand(String piece) {
        if (thousands > 0 || group == 0 || group > 999 || group < 0 && !ALONE.contains(piece)) {
            return false;
        }
        thousands = group < 0 ? 1 : group;
        group = -1;
        hasHundred = false;
        isAfterHundred = false;
        isBig = true;
        return true;
    }

    private boolean takesMillion() {
        if (millions > 0 || thousands > 0 || group <= 0 || group > 999) {
            return false;
        }
        millions = group;
        group = -1;
        hasHundred = false;
        isAfterHundred = false;
        isBig = true;
        return true;
    }

    private boolean isMultiplied(int number, Set<String> by) {
        int next = afterGap(number + 1);
        return next >= 0 && by.contains(pieces.get(next));
    }

    /** Index of the next piece after spaces, hyphens and one "and", or -1. */
    private int afterGap(int from) {
        int next = from;
        boolean hasAnd = false;
        while (next < pieces.size() && next - from <= MOST_GAP) {
            boolean isAnd = !hasAnd && AND.contains(pieces.get(next));
            if (!isAnd && !isGap(pieces.get(next))) {
                return next;
            }
            hasAnd |= isAnd;
            next++;
        }
        return -1;
    }

    private static boolean isGap(String piece) {
        return piece.equals(" ") || piece.equals("-") || piece.equals("\n");
    }

    /** The value of a piece, or -1 if it is neither a number under a thousand nor a compound. */
    private static int value(String piece) {
        if (Character.isDigit(piece.charAt(0))) {
            return piece.length() <= 3 ? Integer.parseInt(piece) : -1;
        }
        if (isCompound(piece)) {
            return compound(piece);
        }
        Integer hundreds = SPANISH.get(piece);
        return hundreds == null ? small(piece) : hundreds;
    }

    /** The value of a word that becomes digits only beside a number, such as "once"; or -1. */
    private static int small(String word) {
        SpokenWord spoken = SpokenWord.of(word);
        boolean isNumber =
                spoken != null
                        && (spoken.meaning() == Meaning.DIGITS
                                || spoken.meaning() == Meaning.DIGITS_BY_NEIGHBOUR);
        return word.equals("ein") || word.equals("eine")
                ? 1
                : isNumber ? Integer.parseInt(spoken.written()) : -1;
    }

    /** The value of a German word such as "viertausendeinhundertelf", or -1. */
    private static int compound(String word) {
        int thousand = word.indexOf("tausend");
        if (thousand < 0) {
            return underThousand(word);
        }
        int many = thousand == 0 ? 1 : underThousand(word.substring(0, thousand));
        String rest = withoutUnd(word.substring(thousand + "tausend".length()));
        int few = rest.isEmpty() ? 0 : underThousand(rest);
        return many <= 0 || many > 999 || few < 0 ? -1 : 1000 * many + few;
    }

    private static int underThousand(String word) {
        int hundred = word.indexOf("hundert");
        if (hundred < 0) {
            return small(word);
        }
        int many = hundred == 0 ? 1 : small(word.substring(0, hundred));
        String rest = withoutUnd(word.substring(hundred + "hundert".length()));
        int few = rest.isEmpty() ? 0 : small(rest);
        return many <= 0 || few < 0 ? -1 : 100 * many + few;
    }

    private static String withoutUnd(String word) {
        return word.startsWith("und") ? word.substring(3) : word;
    }
}
