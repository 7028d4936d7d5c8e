package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What opens something: the words after "my password is", codes that were sent to a phone, PINs and
 * security codes, and keys of well-known forms.
 */
final class Secrets implements Detector {

    private static final Pattern PASSWORD =
            Pattern.compile(
                    "\\b(?:password|passphrase|pass phrase|passcode|pass code|secret(?: key|"
                            + " word)?|api[ -]?key|access[ -]?key|access token|auth token|security"
                            + " answer)(?:\\s+(?:is|was|it's|equals|reads)|\\s*[:=])\\s*"
                            + "([^\\s].{0,120})",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern CODE =
            Pattern.compile(
                    "\\b(?:pin|pin code|pin number|cvv|cvc|cv two|security code|verification code|"
                            + "one[- ]time (?:code|password)|passcode|authentication code|two[-"
                            + " ](?:step|factor) code|confirmation pin)"
                            + "(?:\\s+(?:is|was|it's|its|on|the|back|number|code|says))*[\\s:,=]*"
                            + "((?:\\d[ -]{0,2}){3,8})");

    private static final Pattern KEY =
            Pattern.compile(
                    "\\b(?:sk-[\\w-]{16,200}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\\w{20,100}|"
                            + "xox[abprs]-[\\w-]{10,200}|AIza[\\w-]{30,60}|whsec_[\\w+/=]{20,120}|"
                            + "eyJ[\\w-]{8,2000}\\.[\\w-]{8,4000}\\.[\\w-]{8,1000}|"
                            + "glpat-[\\w-]{16,60}|(?:rk|pk|sk)_(?:live|test)_\\w{16,120})");

    private static final Pattern BEARER = Pattern.compile("\\b[Bb]earer\\s+([\\w.+/=-]{20,2000})");

    /** Long and of mixed characters; an id of the form of a UUID is none. */
    private static final Pattern RANDOM =
            Pattern.compile(
                    "(?<![\\w/-])(?=[\\w+/-]{0,200}\\d)(?=[\\w+/-]{0,200}[A-Za-z])[A-Za-z0-9+_/]{32,200}={0,2}"
                        + "(?![\\w/-])");

    /** Some part of all that {@link #PASSWORD} begins with. */
    private static final List<String> PASSWORD_STEMS =
            List.of("pass", "secret", "key", "token", "answer");

    /** The same of {@link #CODE}. */
    private static final List<String> CODE_STEMS = List.of("pin", "cv", "code", "password");

    private static final int SHORTEST_KEY = 15;
    private static final int SHORTEST_RANDOM = 32;
    private static final int FEWEST_CODE_DIGITS = 3;

    /** Where what is said after "the password is" cannot be the password. */
    private static final Set<String> NO_PASSWORDS =
            Set.of(
                    "not",
                    "never",
                    "no",
                    "wrong",
                    "incorrect",
                    "right",
                    "correct",
                    "expired",
                    "invalid",
                    "too",
                    "being",
                    "still",
                    "always",
                    "also",
                    "the",
                    "a",
                    "an",
                    "my",
                    "your",
                    "required",
                    "needed",
                    "saved",
                    "stored",
                    "reset",
                    "working",
                    "fine",
                    "okay",
                    "ok",
                    "definitely",
                    "really",
                    "actually",
                    "just",
                    "probably",
                    "maybe",
                    "what",
                    "how",
                    "why",
                    "when",
                    "where",
                    "that",
                    "this",
                    "it",
                    "something",
                    "one",
                    "only",
                    "changed",
                    "accepted",
                    "rejected",
                    "refused",
                    "case",
                    "longer",
                    "to",
                    "good",
                    "old",
                    "new",
                    "same",
                    "different",
                    "gone",
                    "forgotten",
                    "lost",
                    "in",
                    "on",
                    "at",
                    "for",
                    "and",
                    "or",
                    "but",
                    "because",
                    "of",
                    "sent",
                    "supposed",
                    "going",
                    "getting",
                    "already",
                    "there",
                    "here",
                    "important",
                    "secure",
                    "weak",
                    "blocked",
                    "locked",
                    "unknown",
                    "missing",
                    "all",
                    "so",
                    "very",
                    "now",
                    "then");

    private static final Set<String> ENDS =
            Set.of(
                    "and", "but", "because", "so", "when", "then", "or", "which", "that", "for",
                    "if");

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int MOST_WORDS = 12;

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        int longest = longestWord(original);
        // Looking for these costs most, and few texts can have them.
        if (longest >= SHORTEST_KEY) {
            findKeys(original, KEY, 0, findings);
            findKeys(original, BEARER, 1, findings);
        }
        if (longest >= SHORTEST_RANDOM) {
            findKeys(original, RANDOM, 0, findings);
        }
        if (text.digits() >= FEWEST_CODE_DIGITS && Context.hasAny(text.text(), CODE_STEMS)) {
            findCodes(text, findings);
        }
        if (Context.hasAny(original.toLowerCase(Locale.ROOT), PASSWORD_STEMS)) {
            findPasswords(original, findings);
        }
        return findings;
    }

    /** The most characters without white space between. */
    private static int longestWord(String text) {
        int longest = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length = text.charAt(i) > ' ' ? length + 1 : 0;
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static void findKeys(
            String original, Pattern pattern, int group, List<Finding> findings) {
        Matcher key = pattern.matcher(original);
        while (key.find()) {
            findings.add(new Finding(PersonalData.SECRET, key.start(group), key.end(group)));
        }
    }

    private static void findCodes(WrittenText text, List<Finding> findings) {
        Matcher code = CODE.matcher(text.text());
        while (code.find()) {
            int end = code.end(1);
            while (" -".indexOf(text.text().charAt(end - 1)) >= 0) {
                end--;
            }
            findings.add(text.finding(PersonalData.SECRET, code.start(1), end));
        }
    }

    private static void findPasswords(String original, List<Finding> findings) {
        Matcher password = PASSWORD.matcher(original);
        int from = 0;
        while (password.find(from)) {
            int end = passwordEnd(password.group(1));
            if (end > 0) {
                findings.add(
                        new Finding(
                                PersonalData.SECRET, password.start(1), password.start(1) + end));
            }
            from = Math.max(password.start(1), password.start() + 1);
        }
    }

    /** How long the password is that stands at the beginning of what follows; 0 if none does. */
    private static int passwordEnd(String following) {
        Matcher word = WORD.matcher(following);
        int end = 0;
        for (int count = 0; count < MOST_WORDS && word.find(); count++) {
            String bare = word.group().toLowerCase(Locale.ROOT).replaceAll("[.,;!?]+$", "");
            if (count == 0 && NO_PASSWORDS.contains(bare) || ENDS.contains(bare)) {
                break;
            }
            end = word.start() + withoutStop(word.group());
            boolean lastOfSentence = word.group().matches(".*[.,;!?]$");
            if (lastOfSentence) {
                break;
            }
        }
        return end;
    }

    private static int withoutStop(String word) {
        int end = word.length();
        while (end > 1 && ".,;?".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
