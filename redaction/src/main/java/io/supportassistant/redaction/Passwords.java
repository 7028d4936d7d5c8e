package io.supportassistant.redaction;

import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WordsBeside;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds passwords and other values after words such as "my password is", in four languages. */
final class Passwords {

    /** Words that name a secret only after another word: "api key", "mot de passe". */
    private static final Map<String, Set<String>> NEED_BEFORE =
            Map.of(
                    "key",
                            Set.of(
                                    "api", "access", "secret", "private", "wifi", "fi", "wlan",
                                    "network"),
                    "word", Set.of("memorable", "security", "secret"),
                    "token", Set.of("access", "auth", "api", "bearer"),
                    "schlussel", Set.of("wlan", "wifi", "fi", "netzwerk"),
                    "wifi", Set.of("cle", "code"),
                    "secrete", Set.of("phrase"),
                    "answer", Set.of("security", "secret"),
                    "passe", Set.of("de"));

    private static final int MOST_ASIDES = 5;
    private static final int MOST_UNKNOWN = 2;
    private static final int MOST_BEFORE = 6;
    private static final int MOST_QUALIFYING = 6;
    private static final int WIDEST = 120;

    private Passwords() {}

    static List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        List<Integer> names = new ArrayList<>();
        for (int end : text.passwords()) {
            int start = wordStart(written, end);
            String word = written.substring(start, end);
            if (!isPassword(written, start, word)) {
                continue;
            }
            names.add(end);
            boolean isEnglish = PasswordWords.ENGLISH.contains(word);
            int from = end;
            if (word.equals("pass") || word.equals("secret")) {
                from = afterWord(written, end, Set.of("phrase", "code", "key", "word"));
                if (from == end && word.equals("pass")) {
                    UsedPasswords.addAfterPass(text, start, end, findings);
                    continue;
                }
            }
            add(original, text, new int[] {start, from}, isEnglish, findings);
            UsedPasswords.add(text, start, end, findings);
        }
        if (!names.isEmpty()) {
            NearPasswords.add(text, names, findings);
        }
        return findings;
    }

    private static boolean isPassword(String written, int start, String word) {
        Set<String> before = NEED_BEFORE.get(word);
        if (before == null) {
            return true;
        }
        int end = start;
        while (end > 0 && end > start - 2 && " -_".indexOf(written.charAt(end - 1)) >= 0) {
            end--;
        }
        return before.contains(written.substring(wordStart(written, end), end));
    }

    /** Index after the next word if it is one of {@code words}, else {@code from}. */
    private static int afterWord(String written, int from, Set<String> words) {
        int start = PasswordText.afterSpaces(written, from);
        int end = wordEnd(written, start);
        return words.contains(written.substring(start, end)) ? end : from;
    }

    /** False for "Your password is?", which has no value. */
    private static boolean hasLetterOrDigit(String text, int start, int end) {
        return text.substring(start, end).chars().anyMatch(Character::isLetterOrDigit);
    }

    private record Value(PasswordText.Form form, int start) {}

    /**
     * @param word start and end of the word "password"
     */
    private static void add(
            String original,
            WrittenText text,
            int[] word,
            boolean isEnglish,
            List<Finding> findings) {
        String written = text.text();
        for (Value value : values(written, word[0], word[1], isEnglish)) {
            if (value.start() < 0 || value.start() >= written.length()) {
                continue;
            }
            int start = text.originalStart(value.start());
            int end = Math.min(original.length(), start + WIDEST);
            int length =
                    PasswordText.length(value.form(), original.substring(start, end), isEnglish);
            if (value.form() == PasswordText.Form.SAID
                    && written.charAt(value.start() - 1) == '"') {
                length = Math.max(length, original.substring(start, end).indexOf('"'));
            }
            if (value.form() != PasswordText.Form.BESIDE) {
                length =
                        Math.max(
                                length,
                                PasswordText.lengthWithWriting(original.substring(start, end)));
            }
            if (hasLetterOrDigit(original, start, start + length)) {
                findings.add(new Finding(PersonalData.SECRET, start, start + length));
                return;
            }
        }
    }

    /** Possible positions of the password, the most likely first. */
    private static List<Value> values(String written, int start, int from, boolean isEnglish) {
        List<Value> values = new ArrayList<>();
        int said = afterEquals(written, from, 0);
        if (said >= 0) {
            int now = afterWord(written, said, PasswordWords.NOW);
            boolean isWord = now < written.length() && Character.isWhitespace(written.charAt(now));
            boolean isNow = isWord && now > said;
            values.add(
                    isNow
                            ? new Value(
                                    PasswordText.Form.ALONE, PasswordText.afterSpaces(written, now))
                            : new Value(PasswordText.Form.SAID, said));
        }
        int to = afterWord(written, from, PasswordWords.TO);
        if (to > from) {
            boolean isChanged =
                    WordsBeside.before(written, start, MOST_BEFORE).stream()
                            .anyMatch(PasswordWords.CHANGED::contains);
            PasswordText.Form form =
                    isChanged ? PasswordText.Form.ALONE : PasswordText.Form.UNKNOWN;
            values.add(new Value(form, PasswordText.afterSpaces(written, to)));
        }
        int is = afterWord(written, from, PasswordWords.EQUALS);
        int changed = afterWord(written, is, PasswordWords.CHANGED);
        int changedTo = afterWord(written, changed, PasswordWords.TO);
        if (is > from && changed > is && changedTo > changed) {
            values.add(
                    new Value(
                            PasswordText.Form.ALONE, PasswordText.afterSpaces(written, changedTo)));
        }
        int be = afterBe(written, from);
        if (be > from) {
            values.add(
                    new Value(
                            isEnglish ? PasswordText.Form.ALONE : PasswordText.Form.UNKNOWN,
                            PasswordText.afterSpaces(written, be)));
        }
        int qualified = afterQualifiers(written, from, PasswordWords.LINKS);
        if (qualified >= 0) {
            values.add(new Value(PasswordText.Form.ALONE, qualified));
        }
        int described = afterQualifiers(written, from, PasswordWords.RELATIVES);
        if (described >= 0) {
            values.add(new Value(PasswordText.Form.UNKNOWN, described));
        }
        // After unknown words only a value that looks like a password counts.
        values.add(new Value(PasswordText.Form.UNKNOWN, afterEquals(written, from, MOST_UNKNOWN)));
        boolean isApart = from < written.length() && written.charAt(from) == ',';
        values.add(
                isApart
                        ? new Value(
                                PasswordText.Form.UNKNOWN,
                                PasswordText.afterSpaces(written, from + 1))
                        : new Value(
                                PasswordText.Form.BESIDE, PasswordText.afterSpaces(written, from)));
        return values;
    }

    /** Index after "should be", "used to be", "has been" and the like, else {@code from}. */
    private static int afterBe(String written, int from) {
        int afterWould = afterWord(written, from, PasswordWords.WOULD);
        if (afterWould == from) {
            return afterWord(written, from, PasswordWords.WOULD_BE);
        }
        int afterAdverb = afterWord(written, afterWould, PasswordWords.PERHAPS);
        int to = afterWord(written, afterAdverb, Set.of("to"));
        int be = afterWord(written, to, PasswordWords.BE);
        return be > to ? be : from;
    }

    /** Start of the value after "is", ":" and the like, or -1. */
    private static int afterEquals(String written, int from, int mostUnknown) {
        int at = from;
        int unknown = 0;
        for (int asides = 0; asides <= MOST_ASIDES; asides++) {
            at = PasswordText.afterSpaces(written, at);
            if (at < written.length() && (written.charAt(at) == ':' || written.charAt(at) == '=')) {
                return PasswordText.afterSpaces(written, afterSigns(written, at));
            }
            if (at < written.length()
                    && (written.charAt(at) == '\'' || written.charAt(at) == ',')) {
                at = PasswordText.afterSpaces(written, at + 1);
            }
            int end = wordEnd(written, at);
            String word = written.substring(at, end);
            if (PasswordWords.EQUALS.contains(word)
                    && end < written.length()
                    && !Character.isLetter(written.charAt(end))) {
                int value = PasswordText.afterSpaces(written, afterSigns(written, end));
                return value < written.length() ? value : -1;
            }
            if (word.isEmpty() || !PasswordWords.ASIDES.contains(word) && ++unknown > mostUnknown) {
                return -1;
            }
            at = end;
        }
        return -1;
    }

    /** Start of the value after "of my wife is", "for the portal is" and the like, or -1. */
    private static int afterQualifiers(String written, int from, Set<String> firstWords) {
        int at = PasswordText.afterSpaces(written, from);
        int end = wordEnd(written, at);
        if (!firstWords.contains(withoutArticle(written.substring(at, end)))) {
            return -1;
        }
        for (int words = 0; words < MOST_QUALIFYING && end > at; words++) {
            at = PasswordText.afterSpaces(written, end);
            end = wordEnd(written, at);
            if (PasswordWords.EQUALS.contains(written.substring(at, end))) {
                int value = PasswordText.afterSpaces(written, afterSigns(written, end));
                return value < written.length() ? value : -1;
            }
        }
        return -1;
    }

    /** Shortens "d'accueil" to "d". */
    private static String withoutArticle(String word) {
        return word.startsWith("d'") ? "d" : word;
    }

    private static int afterSigns(String written, int from) {
        int at = from;
        while (at < written.length()
                && at - from < 4
                && " :=,\"'".indexOf(written.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int wordEnd(String written, int start) {
        int end = start;
        while (end < written.length()
                && end - start < 30
                && (Character.isLetter(written.charAt(end)) || written.charAt(end) == '\'')) {
            end++;
        }
        return end;
    }

    private static int wordStart(String written, int end) {
        int start = end;
        while (start > 0 && end - start < 40 && Character.isLetter(written.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
