package io.supportassistant.redaction;

import io.supportassistant.personaldata.Announcements;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WordsBeside;
import io.supportassistant.personaldata.WrittenText;
import io.supportassistant.spokentext.WordSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords near the word, in the same sentence or another: one word of letters and digits
 * ("Purple-Cat-9"), or, as a recogniser writes it, up to three words and a number ("purple cat
 * nine") that a verb or the word itself links to it.
 */
final class NearPasswords {

    private static final int WIDEST = 110;
    private static final int MOST_WORDS = 3;
    private static final int MOST_TO_NAME = 6;
    private static final int MOST_TO_OTHER = 7;
    private static final int SHORTEST = 5;
    private static final int SHORTEST_WORD = 3;

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}']+|\\d+|[^\\s\\p{L}\\d]");
    private static final Pattern CHUNK =
            Pattern.compile("[\\p{L}\\d][\\p{L}\\d!?$#@%*+&_.-]{3,60}");

    /** Letters and digits that are an id, a measure, an address or a file. */
    private static final Pattern NO_PASSWORD =
            Pattern.compile(
                    "[a-z]{1,2}-?\\d[\\d-]*[a-z]?|[a-z]{3}-\\d[\\d-]*|\\d{1,3}-[a-z]+"
                        + "|[a-z]-[a-z]-?\\d+|\\d[\\d.,:-]*[a-z]{1,4}\\.?|.*@.*\\..*"
                        + "|.*\\.(?:com|net|org|de|es|fr|pdf|exe|zip|html?|docx?|xlsx?|png|jpe?g)"
                        + "|v?\\d+\\..*|1password");

    private static final Pattern PRODUCT =
            Pattern.compile(
                    "(?:windows|office|iphone|ipad|galaxy|android|ios|macos|macbook|pixel|wpa|ipv"
                            + "|utf|sha|md|base|oauth|https?|web|log|covid|version|level|room|usb"
                            + "|microsoft|outlook|chrome|firefox|safari|dhcp|radius|error|fehler"
                            + "|ticket|order|case|0x)-?\\d.*");

    /** A form that is more often an id than a password. */
    private static final Pattern ID = Pattern.compile("[a-z]{3}\\d+");

    private static final Set<String> EQUALS =
            WordSet.of(
                    "is was it's equals ist war lautet lautete heisst heißt es era est c'est etait"
                            + " c'etait sera soit been pone reads indique be sein seria serait sea"
                            + " musste sollte konnte ser etre");
    private static final Set<String> TO = WordSet.of("to auf in a en por par sur");

    /** Verbs of using a password, directly before it or before "in". */
    private static final Set<String> USED =
            WordSet.of(
                    "use used using type typed typing try tried enter entered entering put set keep"
                            + " chose choose nehme nahm benutze benutzt nutze verwende tippe tippte"
                            + " getippt gebe eingegeben probiere uso usaba usado utilizo pongo puse"
                            + " meto meti marco escribo escribi tecleo utilise tape mets mis entre"
                            + " saisis choisi always immer siempre toujours");

    /** Between a password and the word. */
    private static final Set<String> AS =
            WordSet.of(
                    "as als como comme is that's ist das es esa ese era est c'est for fur para"
                            + " pour was habe lautet");

    /** Follow a password. */
    private static final Set<String> AFTER =
            WordSet.of(
                    "and but for when so because ein und aber als y pero como et mais comme on mit"
                        + " with please bitte por merci thanks danke gracias ne me then dann pour"
                        + " weil since desde depuis seit now anymore gewahlt ya geandert gesetzt"
                        + " eingegeben para or oder it zuruckgesetzt setzen andern setze sein"
                        + " umgestellt getippt genommen benutzt");

    /** Words before a number that are not part of a password. */
    private static final Set<String> BESIDE_NUMBERS =
            WordSet.of(
                    "around about over under only just last first next than least most number"
                        + " numero nummer exactly roughly para pour pendant seit chaque jeden every"
                        + " solo nur seulement monday tuesday wednesday thursday friday saturday"
                        + " sunday january february march april june july august september october"
                        + " november december januar februar juni juli oktober dezember enero"
                        + " febrero marzo abril mayo junio julio agosto septiembre octubre"
                        + " noviembre diciembre janvier fevrier avril juin juillet aout septembre"
                        + " octobre novembre decembre montag dienstag mittwoch donnerstag freitag"
                        + " using times changed reset");

    private static final Set<String> WORDS_OF_NUMBERS = WordSet.of("sept dos once elf null");

    private static final Set<String> HAVE = WordSet.of("habe hab hatte");
    private static final Set<String> PAST =
            WordSet.of("gewahlt eingegeben getippt genommen benutzt verwendet gesetzt");

    private record Part(String text, int start, int end) {

        boolean isNumber() {
            return Character.isDigit(text.charAt(0)) || WORDS_OF_NUMBERS.contains(text);
        }

        boolean isWord() {
            return Character.isLetter(text.charAt(0));
        }
    }

    private NearPasswords() {}

    /**
     * @param names ends of the words "password" in the written text, in order
     */
    static void add(WrittenText text, List<Integer> names, List<Finding> findings) {
        addMixed(text, names, findings);
        addSpoken(text, names, findings);
        for (int[] spelled : text.spelled()) {
            if (isNear(names, spelled[0], spelled[1])
                    && !Announcements.isNeeded(text.text(), spelled[0])) {
                findings.add(text.finding(PersonalData.SECRET, spelled[0], spelled[1]));
            }
        }
    }

    private static boolean isNear(List<Integer> names, int start, int end) {
        int place = Collections.binarySearch(names, start - WIDEST);
        int next = place < 0 ? -place - 1 : place;
        return next < names.size() && names.get(next) <= end + WIDEST;
    }

    private static void addMixed(WrittenText text, List<Integer> names, List<Finding> findings) {
        String written = text.text();
        Matcher chunk = CHUNK.matcher(written);
        while (chunk.find()) {
            int end = chunk.end();
            while (end > chunk.start() && ".,;:?!".indexOf(written.charAt(end - 1)) >= 0) {
                end--;
            }
            String bare = written.substring(chunk.start(), end);
            boolean isOfPath =
                    chunk.start() > 0 && "/\\:=@#([".indexOf(written.charAt(chunk.start() - 1)) >= 0
                            || chunk.end() < written.length()
                                    && "/\\:=@)]".indexOf(written.charAt(chunk.end())) >= 0;
            if (!isOfPath
                    && isMixed(bare)
                    && (!ID.matcher(bare).matches() || isBound(written, chunk.start()))
                    && isNear(names, chunk.start(), end)
                    && !isNamedOtherwise(written, chunk.start())) {
                findings.add(text.finding(PersonalData.SECRET, chunk.start(), end));
            }
        }
    }

    /** Whether a copula or a preposition directly precedes a word. */
    private static boolean isBound(String written, int start) {
        List<String> before = WordsBeside.before(written, start, 1);
        return !before.isEmpty() && (EQUALS.contains(before.get(0)) || TO.contains(before.get(0)));
    }

    /** For example "windows11". */
    static boolean isProduct(String word) {
        return PRODUCT.matcher(word).matches();
    }

    private static boolean isMixed(String bare) {
        boolean hasDigit = false;
        int letters = 0;
        for (int i = 0; i < bare.length(); i++) {
            hasDigit |= Character.isDigit(bare.charAt(i));
            letters += Character.isLetter(bare.charAt(i)) ? 1 : 0;
        }
        return hasDigit
                && letters >= SHORTEST_WORD
                && bare.length() >= SHORTEST
                && !NO_PASSWORD.matcher(bare).matches()
                && !isProduct(bare);
    }

    /** Whether the value is named as a user name, a model or a ticket. */
    private static boolean isNamedOtherwise(String written, int start) {
        return OtherNumbers.isNameAmong(WordsBeside.before(written, start, MOST_TO_OTHER), true);
    }

    private static void addSpoken(WrittenText text, List<Integer> names, List<Finding> findings) {
        if (text.digits() == 0 && !hasNumberWord(text.text())) {
            return;
        }
        List<Part> parts = parts(text.text());
        Set<Integer> ends = new HashSet<>(names);
        for (int i = 1; i < parts.size(); i++) {
            if (!parts.get(i).isNumber()
                    || !isNear(names, parts.get(i).start(), parts.get(i).end())) {
                continue;
            }
            int last = lastOfNumber(parts, i);
            int first = firstOfWords(parts, i, ends);
            boolean isApart = parts.get(i - 1).end() < parts.get(i).start();
            if (first < i && isApart && isJoined(parts, first, last, ends)) {
                findings.add(
                        text.finding(
                                PersonalData.SECRET,
                                parts.get(first).start(),
                                parts.get(last).end()));
            }
            i = last;
        }
    }

    private static boolean hasNumberWord(String written) {
        return WORDS_OF_NUMBERS.stream().anyMatch(written::contains);
    }

    private static List<Part> parts(String written) {
        List<Part> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(written);
        while (token.find()) {
            parts.add(new Part(token.group(), token.start(), token.end()));
        }
        return parts;
    }

    private static int lastOfNumber(List<Part> parts, int first) {
        int last = first;
        while (last + 1 < parts.size() && parts.get(last + 1).isNumber()) {
            last++;
        }
        return last;
    }

    /**
     * Index of the first word before a number that may form a password with it, or of the number
     * itself.
     */
    private static int firstOfWords(List<Part> parts, int number, Set<Integer> names) {
        int first = number;
        boolean hasStrict = false;
        while (first > 0 && number - first < MOST_WORDS) {
            Part before = parts.get(first - 1);
            if (!mayBeOfOne(before.text()) || names.contains(before.end())) {
                break;
            }
            hasStrict |= PasswordWords.mayBeUsed(List.of(before.text()));
            first--;
        }
        return hasStrict ? first : number;
    }

    private static boolean mayBeOfOne(String word) {
        return word.length() >= SHORTEST_WORD
                && word.chars().allMatch(Character::isLetter)
                && !PasswordWords.ENDS.contains(word)
                && !PasswordWords.NO_PASSWORDS.contains(word)
                && !PasswordWords.ASIDES.contains(word)
                && !EQUALS.contains(word)
                && !TO.contains(word)
                && !USED.contains(word)
                && !AS.contains(word)
                && !BESIDE_NUMBERS.contains(word)
                && !OtherNumbers.isName(word)
                && !OtherNumbers.isSmall(word);
    }

    /** Whether the surrounding words identify it as the password. */
    private static boolean isJoined(List<Part> parts, int first, int last, Set<Integer> names) {
        String next = last + 1 < parts.size() ? parts.get(last + 1).text() : ".";
        if (OtherNumbers.UNITS.contains(next)) {
            return false;
        }
        if (AS.contains(next) || next.equals(",")) {
            for (int i = last + 2; i < parts.size() && i <= last + MOST_TO_NAME; i++) {
                if (names.contains(parts.get(i).end())) {
                    return true;
                }
            }
        }
        boolean isNamed =
                first > 0
                        && (names.contains(parts.get(first - 1).end())
                                || first > 1
                                        && !parts.get(first - 1).isWord()
                                        && names.contains(parts.get(first - 2).end()));
        if (isNamed && !OtherNumbers.UNITS.contains(next)) {
            return true;
        }
        boolean isLast = !Character.isLetterOrDigit(next.charAt(0)) || AFTER.contains(next);
        if (!isLast || first == 0) {
            return false;
        }
        Part before = parts.get(first - 1);
        int sign = before.isWord() ? first - 1 : first - 2;
        if (sign < 0 || !before.isWord() && ":=\",".indexOf(before.text()) < 0) {
            return false;
        }
        Part bound = parts.get(sign);
        boolean isIn =
                bound.text().equals("in") && sign > 0 && USED.contains(parts.get(sign - 1).text());
        boolean isPast = HAVE.contains(bound.text()) && PAST.contains(next);
        return names.contains(bound.end())
                || isPast
                || EQUALS.contains(bound.text()) && !isOfOther(parts, sign)
                || before.isWord()
                        && (USED.contains(bound.text())
                                || isIn
                                || TO.contains(bound.text()) && isChange(parts, sign, names));
    }

    /** "My user name is", "the error was". */
    private static boolean isOfOther(List<Part> parts, int copula) {
        String subject = copula > 0 ? parts.get(copula - 1).text() : "";
        return OtherNumbers.USERS.contains(subject) || OtherNumbers.isName(subject);
    }

    /** "Changed my password to", "set it to", "from maple nine to". */
    private static boolean isChange(List<Part> parts, int to, Set<Integer> names) {
        for (int i = to - 1; i >= 0 && i >= to - MOST_TO_NAME; i--) {
            if (PasswordWords.CHANGED.contains(parts.get(i).text())
                    || names.contains(parts.get(i).end())) {
                return true;
            }
        }
        return false;
    }
}
