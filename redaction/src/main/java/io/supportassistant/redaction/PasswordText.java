package io.supportassistant.redaction;

import io.supportassistant.spokentext.SpokenWord;
import io.supportassistant.spokentext.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines how much of the beginning of a text is a password. */
final class PasswordText {

    /** How strongly the words before a value indicate a password. */
    enum Form {
        /** It is the password, unless it cannot be one. */
        SAID,
        /** It is, if it looks like one or is the rest of the clause. */
        ALONE,
        /** It is, if it looks like one. */
        UNKNOWN,
        /** The same, directly after the word "password". */
        BESIDE
    }

    private static final String NUMBER =
            "(?:\\d+|zero|oh|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei"
                    + "|vier|funf|sechs|sieben|acht|neun|cero|uno|dos|tres|cuatro|cinco|seis"
                    + "|siete|ocho|nueve|un|deux|trois|quatre|cinq|sept|huit|neuf)";

    /** A word, a description of its spelling, and digits. */
    private static final Pattern WITH_WRITING =
            Pattern.compile(
                    "^([\\p{L}'-]{3,25})(?=[ ,]+(?:\\p{L}{1,13}[ ,]+){0,6}(?:gross\\w*|klein\\w*"
                        + "|gro\u00df\\w*|capital|uppercase|lowercase|upper|lower|letters?|word|numbers?"
                        + "|digits?|mayuscula|minusculas?|mayusculas|junto|luego|despues|majuscule"
                        + "|minuscules?|majuscules|attache|puis|suivi|dahinter|then|dann)\\b)(?:["
                        + " ,]+(?:\\p{L}{1,4}|gross\\w*|gro\u00df\\w*|klein\\w*|capital|uppercase"
                        + "|lowercase|upper|lower|letters?|numbers?|digits?|geschrieben|zahlen?"
                        + "|ziffern?|followed|danach|mayuscula|minusculas?|mayusculas|junto|luego"
                        + "|despues|numeros?|cifras?|majuscule|minuscules?|majuscules|attache|chiffres?|numeros|ensuite|suivi|instead)){1,9}["
                        + " ,]+"
                            + NUMBER
                            + "(?:[ ,]+"
                            + NUMBER
                            + ")*\\b");

    private static final int MOST_WORDS = 12;

    /**
     * Lower for German, Spanish and French, whose lists of words that are no password are
     * incomplete.
     */
    private static final int MOST_FOREIGN_WORDS = 3;

    private static final int SHORTEST = 4;
    private static final int SHORTEST_APART = 6;
    private static final String STOPS = ".,;!?";

    private PasswordText() {}

    static int afterSpaces(String written, int from) {
        int at = from;
        while (at < written.length() && Character.isWhitespace(written.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Length of the password at the beginning of {@code following}; 0 if there is none. */
    static int length(Form form, String following, boolean isEnglish) {
        return switch (form) {
            case SAID -> Math.max(length(following, isEnglish), lengthOfPhrase(following));
            case ALONE ->
                    Math.max(
                            Math.max(
                                    lengthOfOne(following, SHORTEST_APART), lengthAlone(following)),
                            lengthOfPhrase(following));
            case UNKNOWN -> lengthOfOne(following, SHORTEST_APART);
            case BESIDE -> lengthOfOne(following, SHORTEST);
        };
    }

    /**
     * Length of a word and its digits, joined by a description of the spelling: "sommer
     * großgeschrieben und dann 2018"; 0 if there is none.
     */
    static int lengthWithWriting(String following) {
        Matcher written = WITH_WRITING.matcher(Token.unaccented(Token.lowerCase(following)));
        boolean isOne =
                written.find()
                        && following.length() >= written.end()
                        && PasswordWords.mayBeAlone(written.group(1));
        return isOne ? written.end() : 0;
    }

    /** Length of several words up to the end of a clause that may be a passphrase. */
    private static int lengthOfPhrase(String following) {
        List<String> words = new ArrayList<>();
        int end = 0;
        int at = afterSpaces(following, 0);
        while (at < following.length() && words.size() < MOST_WORDS) {
            int chunkEnd = chunkEnd(following, at);
            String chunk = following.substring(at, chunkEnd);
            String bare = bare(chunk);
            if (PasswordWords.ENDS.contains(bare)) {
                break;
            }
            words.add(bare);
            end = at + withoutStop(chunk);
            if (STOPS.indexOf(chunk.charAt(chunk.length() - 1)) >= 0) {
                break;
            }
            at = afterSpaces(following, chunkEnd);
        }
        return PasswordWords.arePhrase(words) ? end : 0;
    }

    /** Length of one word that is the rest of a clause, as in "my password is now bluebird". */
    private static int lengthAlone(String following) {
        int end = chunkEnd(following, 0);
        if (end == 0) {
            return 0;
        }
        String chunk = following.substring(0, end);
        int next = afterSpaces(following, end);
        boolean isLast =
                next >= following.length()
                        || STOPS.indexOf(chunk.charAt(chunk.length() - 1)) >= 0
                        || PasswordWords.AFTER.contains(
                                bare(following.substring(next, chunkEnd(following, next))));
        return isLast && PasswordWords.mayBeAlone(bare(chunk)) ? withoutStop(chunk) : 0;
    }

    private static int length(String following, boolean isEnglish) {
        int end = 0;
        int most = isEnglish ? MOST_WORDS : MOST_FOREIGN_WORDS;
        boolean hasDigit = false;
        int at = afterSpaces(following, 0);
        for (int count = 0; count < MOST_WORDS && at < following.length(); count++) {
            int wordEnd = chunkEnd(following, at);
            String chunk = following.substring(at, wordEnd);
            String bare = bare(chunk);
            if (count == 0 && isNoPassword(bare, following, wordEnd)
                    || PasswordWords.ENDS.contains(bare)) {
                break;
            }
            hasDigit |= hasDigit(chunk) || isNumber(bare);
            if (count >= most && !hasDigit && end > 0) {
                return 0;
            }
            end = at + withoutStop(chunk);
            // The sentence ends here; but digits that are spoken one by one continue after a comma.
            if (STOPS.indexOf(chunk.charAt(chunk.length() - 1)) >= 0
                    && !continues(bare, following, wordEnd)) {
                break;
            }
            at = afterSpaces(following, wordEnd);
        }
        return end;
    }

    /** "One" begins a password only if another number follows. */
    private static boolean isNoPassword(String bare, String following, int end) {
        return PasswordWords.NO_PASSWORDS.contains(bare)
                && !(isNumber(bare) && isNumberNext(following, end));
    }

    private static boolean continues(String bare, String following, int end) {
        return (isNumber(bare) || bare.length() == 1) && isNumberNext(following, end);
    }

    private static boolean isNumberNext(String following, int end) {
        int next = afterSpaces(following, end);
        return next < following.length()
                && isNumber(bare(following.substring(next, chunkEnd(following, next))));
    }

    private static boolean isNumber(String bare) {
        SpokenWord spoken = SpokenWord.of(bare);
        return spoken == null
                ? !bare.isEmpty() && bare.chars().allMatch(Character::isDigit)
                : spoken.isNumeric();
    }

    /** Length of one word that looks like a password: letters with digits, such as "hunter3". */
    private static int lengthOfOne(String following, int shortest) {
        String chunk = following.substring(0, chunkEnd(following, 0));
        int length = withoutStop(chunk);
        boolean hasLetter = chunk.chars().anyMatch(Character::isLetter);
        boolean isMixed = hasLetter && hasDigit(chunk);
        return length >= shortest && isMixed && !NearPasswords.isProduct(bare(chunk)) ? length : 0;
    }

    private static boolean hasDigit(String chunk) {
        return chunk.chars().anyMatch(Character::isDigit);
    }

    private static int chunkEnd(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String bare(String chunk) {
        int end = chunk.length();
        while (end > 0 && STOPS.indexOf(chunk.charAt(end - 1)) >= 0) {
            end--;
        }
        return Token.unaccented(Token.lowerCase(chunk.substring(0, end)));
    }

    private static int withoutStop(String chunk) {
        int end = chunk.length();
        while (end > 1 && ".,;?".indexOf(chunk.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
