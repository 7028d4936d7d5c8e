package io.supportassistant.spokentext;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins names of personal data that are written in parts: initials ("P.I.N.", "d o b") and German
 * compounds with a space or a hyphen ("Geheim Zahl"). Removes the dots between spelled letters, as
 * in "B. L. U. E.".
 */
final class NamesApart {

    private static final Set<String> INITIALS =
            WordSet.of(
                    "pin cvv cvc csc cid otp tan puk mtan ssn dob dni nie nif nip iban bic blz nss"
                            + " nir ccv rib");

    /** Fewer letters are an abbreviation: "z. B.". */
    private static final int FEWEST_SPELLED = 3;

    private static final Set<String> COMPOUNDS = new HashSet<>();

    private static final Set<String> FIRST_PARTS = new HashSet<>();

    static {
        compounds("zahl", "geheim");
        compounds("nummer", "geheim karten kreditkarten pruf steuer sicherheits konto");
        compounds("ziffer", "pruf kartenpruf");
        compounds(
                "code",
                "sicherheits freischalt aktivierungs entsperr zugangs anmelde einmal geheim"
                        + " bestatigungs verifizierungs");
        compounds("datum", "geburts");
        compounds("tag", "geburts");
        compounds("wort", "kenn pass");
    }

    private NamesApart() {}

    private static void compounds(String last, String firsts) {
        for (String first : firsts.split(" ")) {
            FIRST_PARTS.add(first);
            COMPOUNDS.add(first + last);
        }
    }

    /** The tokens with each split name as one token, and without the dots of letters. */
    static List<Token> joined(List<Token> tokens) {
        List<Token> joined = new ArrayList<>(tokens.size());
        int last;
        for (int i = 0; i < tokens.size(); i = last + 1) {
            if (isOneLetter(tokens, i)) {
                last = addLetters(tokens, i, joined);
            } else if (isCompound(tokens, i)) {
                last = i + 2;
                joined.add(name(tokens.subList(i, last + 1)));
            } else {
                last = i;
                joined.add(tokens.get(i));
            }
        }
        return joined;
    }

    /** Adds consecutive letters; returns the last token that belongs to them. */
    private static int addLetters(List<Token> tokens, int first, List<Token> joined) {
        List<Integer> places = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        for (int at = first; isOneLetter(tokens, at); at = afterGap(tokens, at)) {
            places.add(at);
            letters.append(tokens.get(at).text());
        }
        String all = letters.toString();
        int count = all.length();
        if (INITIALS.contains(all)) {
            return addName(tokens, first, places.get(count - 1), joined);
        }
        // As in "my C V V I think" and "a P. I. N.".
        if (count > 2 && isWord(all.charAt(count - 1)) && isName(all, 0, count - 1)) {
            return addName(tokens, first, places.get(count - 2), joined);
        }
        if (count > 2 && isWord(all.charAt(0)) && isName(all, 1, count)) {
            joined.addAll(tokens.subList(first, places.get(1)));
            return addName(tokens, places.get(1), places.get(count - 1), joined);
        }
        int last = withDot(tokens, first, places.get(count - 1));
        tokens.subList(first, last + 1).stream()
                .filter(token -> count < FEWEST_SPELLED || !token.text().equals("."))
                .forEach(joined::add);
        return last;
    }

    private static boolean isName(String letters, int from, int to) {
        return INITIALS.contains(letters.substring(from, to));
    }

    /** Whether a letter is a word in one of the languages. */
    private static boolean isWord(char letter) {
        return "aiyoeu".indexOf(letter) >= 0;
    }

    private static int addName(List<Token> tokens, int first, int lastLetter, List<Token> joined) {
        int last = withDot(tokens, first, lastLetter);
        joined.add(name(tokens.subList(first, last + 1)));
        return last;
    }

    /** The dot after the last letter belongs to the letters if they have dots. */
    private static int withDot(List<Token> tokens, int first, int lastLetter) {
        boolean isDotted = says(tokens, first + 1, ".") && says(tokens, lastLetter + 1, ".");
        return isDotted ? lastLetter + 1 : lastLetter;
    }

    /** Index after the separator between letters: a dot, a space, or both. */
    private static int afterGap(List<Token> tokens, int letter) {
        int next = says(tokens, letter + 1, ".") ? letter + 2 : letter + 1;
        return says(tokens, next, " ") ? next + 1 : next;
    }

    private static boolean isCompound(List<Token> tokens, int first) {
        return first + 2 < tokens.size()
                && FIRST_PARTS.contains(tokens.get(first).text())
                && " -".contains(tokens.get(first + 1).text())
                && COMPOUNDS.contains(tokens.get(first).text() + tokens.get(first + 2).text());
    }

    private static boolean isOneLetter(List<Token> tokens, int at) {
        return at < tokens.size() && tokens.get(at).text().length() == 1 && tokens.get(at).isWord();
    }

    private static boolean says(List<Token> tokens, int at, String text) {
        return at < tokens.size() && tokens.get(at).text().equals(text);
    }

    private static Token name(List<Token> parts) {
        StringBuilder name = new StringBuilder();
        parts.stream().filter(Token::isWord).forEach(part -> name.append(part.text()));
        return new Token(
                name.toString(),
                parts.get(0).start(),
                parts.get(parts.size() - 1).end(),
                SpokenWord.of(name.toString()));
    }
}
