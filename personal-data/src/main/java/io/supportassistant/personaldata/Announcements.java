package io.supportassistant.personaldata;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.spokentext.WordSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the kind of a number from the words before it: "my card number, let me see, it's"
 * announces a card. Reads backwards from the number, at most a fixed number of words.
 */
public final class Announcements {

    /**
     * The announcement nearest to a number.
     *
     * @param kind of the number, or null if the pipeline needs it: an order, an error
     * @param start index of the letters that belong to the number ("AB-" of "AB-1234567"), or of
     *     the number itself
     * @param isForNeeded whether the personal number belongs to something needed: "my pin for the
     *     order is"
     */
    public record Announcement(PersonalData kind, int start, boolean isForNeeded) {}

    private static final String FILE = "announcements.txt";
    private static final String NEEDED = "needed";
    private static final String CONNECTOR = "connector";

    /** The word that "#" stands for. */
    private static final String NUMBER = "number";

    private static final int WIDEST = 90;
    private static final int MOST_WORDS = 10;
    private static final int SHORTEST_PRECISE = 10;
    private static final int MOST_UNKNOWN = 2;
    private static final int LONGEST_PREFIX = 4;
    private static final String GAPS = " :,.;?#-+=(&/*\"\n\u00b0";

    /** A number is expected after these words, whatever precedes them. */
    private static final Set<String> COPULAS =
            Set.of(
                    "is", "was", "it's", "ist", "war", "lautet", "es", "era", "est", "c'est", "are",
                    "sind", "son", "sont");

    /** Join a name to what it belongs to. */
    private static final Set<String> LINKS =
            WordSet.of(
                    "for of on to at with fur zu zur zum von vom bei des para de del con en pour du"
                            + " sur chez dans au");

    /** A name that ends with one of these has a number of its own. */
    private static final Set<String> NUMBERS =
            WordSet.of("number no nr num nummer numero reference referenz referencia id");

    /** Things that are identified by a number. */
    private static final Set<String> NUMBERED =
            WordSet.of(
                    "order orders invoice serial ticket tracking booking contract shipment parcel"
                            + " receipt imei bestellung rechnung vertrag buchung sendung lieferung"
                            + " pedido serie factura contrato reserva envio commande facture"
                            + " contrat reservation livraison");

    private static final int MOST_TO_LINKED = 6;

    private static final int LONGEST_CLAUSE = 160;

    /** A new clause starts at these words. */
    private static final Set<String> CONJUNCTIONS =
            WordSet.of("and but or because und aber oder weil denn y pero o porque et mais ou car");

    /**
     * A copula after one of these belongs to a subordinate clause: "the pin that is on the bill".
     */
    private static final Set<String> RELATIVES =
            WordSet.of(
                    "that which who i you we they he she die der das ich wir sie que qui je nous"
                            + " vous");

    /** May precede the subject of a clause. */
    private static final Set<String> OPENERS =
            WordSet.of(
                    "the my our his her their your this that a an its so yes yeah yep no ok okay"
                            + " well um uh er hm ah oh sure right now then here i think guess"
                            + " believe mean say sorry actually new old current actual personal"
                            + " secret own online mobile der die das dem den mein meine meinen"
                            + " meiner unser unsere ihr ihre sein seine dein deine ja also gut"
                            + " ahm nun na dann ich glaube neue alte aktuelle personliche eigene"
                            + " el la los las lo mi mis tu su sus nuestro nuestra si bueno pues"
                            + " vale entonces eh nuevo nueva antiguo actual le les l mon ma mes"
                            + " votre notre son sa ton ta oui alors bon ben euh donc nouveau"
                            + " nouvelle ancien of de du code codigo numero number nummer");

    /** Words for a number that may belong to something personal. */
    private static final Set<String> NAMES_OF_NUMBERS =
            WordSet.of(
                    "number no nr nummer numero reference referenz referencia error fehler erreur");

    private static final Set<String> AFTER =
            WordSet.of("after entering typing when nach wenn tras apres introducir eingabe");

    private static final Set<String> ABOUT =
            WordSet.of(
                    "for of on about after with fur wegen zu zur zum von nach bei mit de del para"
                            + " sobre por tras con pour sur apres avec du");

    /** German compounds join a name and what it belongs to in one word. */
    private static final List<String> LAST_PARTS =
            List.of("pinnummer", "pincode", "geheimzahl", "kontonummer", "kontonr", "pin");

    private static final int SHORTEST_COMPOUND = 6;

    /** Words that end like such a compound but are not one. */
    private static final Set<String> NO_COMPOUNDS =
            WordSet.of(
                    "topspin backspin sidespin chopin crispin turpin hairpin pushpin clothespin"
                            + " linchpin lynchpin kingpin tenpin ninepin underpin stickpin hatpin"
                            + " tiepin scalpin galopin calepin poupin escarpin");

    /** The phrases as a tree of words, the last word first. */
    private static final Word PHRASES = new Word();

    private static final Set<String> CONNECTORS = new HashSet<>();

    static {
        read();
    }

    private static final class Word {
        private final Map<String, Word> before = new HashMap<>();
        private boolean isPhrase;

        /** Whether the phrase rarely means anything but this kind of number. */
        private boolean isPrecise;

        private int words;
        private PersonalData kind;
    }

    private Announcements() {}

    private static void read() {
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                for (String phrase : line.split("\\s*,\\s*")) {
                    add(section, phrase.strip());
                }
            }
        }
    }

    private static Iterable<String> lines() {
        try (InputStream file = Announcements.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static void add(String section, String phrase) {
        if (section.equals(CONNECTOR)) {
            CONNECTORS.add(phrase);
            return;
        }
        String[] words = phrase.split(" ");
        Word word = PHRASES;
        for (int i = words.length - 1; i >= 0; i--) {
            word = word.before.computeIfAbsent(bare(words[i]), unknown -> new Word());
        }
        word.isPhrase = true;
        word.words = words.length;
        word.isPrecise = phrase.length() >= SHORTEST_PRECISE;
        word.kind =
                section.equals(NEEDED)
                        ? null
                        : PersonalData.valueOf(section.toUpperCase(java.util.Locale.ROOT));
    }

    /** The announcement of the number that begins at {@code start}, or null if there is none. */
    public static Announcement before(String written, int start) {
        int limit = Math.max(0, start - WIDEST);
        int end = gapStart(written, start, limit);
        int prefix = start;
        boolean hasCopula = written.substring(end, start).indexOf(':') >= 0;
        int copula = start;
        boolean hasLetters = false;
        String later = "";
        int unknown = 0;
        if (written.substring(end, start).indexOf('#') >= 0) {
            Word numbered = longest(written, end, limit, NUMBER);
            if (numbered != null) {
                return announcement(numbered, start, false, start, 0);
            }
        }
        for (int count = 0; count <= MOST_WORDS; count++) {
            int begin = wordStart(written, end, limit);
            if (begin == end) {
                return null;
            }
            String word = bare(written.substring(begin, end));
            Word phrase = longest(written, begin, limit, word);
            if (phrase != null && !OtherNumbers.isNoName(written, begin, end)) {
                int first = phraseStart(written, begin, phrase);
                if (count > 0 && phrase.kind == PersonalData.SECRET && isAfter(written, first)) {
                    return null;
                }
                Word head = hasCopula ? head(written, first, limit, phrase, word, copula) : null;
                if (head == null) {
                    boolean isSubject = hasCopula && subject(written, copula, copula) == phrase;
                    return announcement(phrase, start, hasLetters, prefix, isSubject ? 0 : unknown);
                }
                return forNeeded(announcement(head, start, hasLetters, prefix, 0));
            }
            boolean isNumber = Character.isDigit(written.charAt(begin));
            boolean isConnector =
                    isNumber
                            ? isOneMoment(word, later)
                            : word.isEmpty() || phrase != null || CONNECTORS.contains(word);
            boolean isFirst = prefix == start ? count == 0 : count < 3 && end - begin == 1;
            boolean isLetter = end - begin == 1 && isFirst && !isNumber;
            if (isLetter || !isConnector && !isNumber && isFirst && end - begin <= LONGEST_PREFIX) {
                prefix = begin;
                hasLetters |= !isConnector;
            } else if (!isConnector && (isNumber || !hasCopula || ++unknown > MOST_UNKNOWN)) {
                Word subject = hasCopula && !isNumber ? subject(written, copula, copula) : null;
                return subject == null || subject.kind == null
                        ? null
                        : announcement(subject, start, hasLetters, prefix, 0);
            }
            later = word;
            if (COPULAS.contains(word)) {
                hasCopula = true;
                copula = begin;
            }
            end = gapStart(written, begin, limit);
        }
        return null;
    }

    /**
     * Whether the number follows the use of a secret and is not the secret: "after my pin it says".
     */
    private static boolean isAfter(String written, int first) {
        String before = wordBefore(written, first, 0);
        int at = spacesStart(written, first, 0) - before.length();
        return AFTER.contains(before)
                || OPENERS.contains(before) && AFTER.contains(wordBefore(written, at, 0));
    }

    /** Index of the first word of a phrase. */
    private static int phraseStart(String written, int lastWord, Word phrase) {
        int at = lastWord;
        for (int i = 1; i < phrase.words; i++) {
            at = wordStart(written, spacesStart(written, at, 0), 0);
        }
        return at;
    }

    /**
     * The owner of the number, if it is not the phrase next to the number: the PIN in "my pin for
     * the order is", the serial number in "the serial number of the phone is". Null if it is the
     * phrase itself.
     *
     * @param first start of the phrase
     * @param last its last word
     */
    private static Word head(
            String written, int first, int limit, Word phrase, String last, int copula) {
        if (phrase.kind == null) {
            Word subject = subject(written, first, copula);
            if (subject != null && subject.kind != null) {
                return subject;
            }
            return NUMBERS.contains(last) ? null : linked(written, first, limit, false);
        }
        boolean isVague =
                phrase.kind == PersonalData.PHONE_NUMBER
                        || phrase.kind == PersonalData.BANK_ACCOUNT;
        Word numbered = isVague ? linked(written, first, limit, true) : null;
        return numbered != null ? numbered : numberOfSomething(written, first, copula);
    }

    /** The order number in "the order number for my pin letter is", or null. */
    private static Word numberOfSomething(String written, int first, int copula) {
        Word subject = subject(written, first, copula);
        return subject != null && subject.kind == null ? subject : null;
    }

    /**
     * The subject of the clause whose verb precedes the number, if the clause begins with it: the
     * PIN in "my pin, not the order number, is" and in "the pin that came with the order is".
     *
     * @param before start of a phrase in the clause that may also own the number
     * @param copula the verb
     */
    private static Word subject(String written, int before, int copula) {
        int begin = clauseStart(written, copula);
        int unknownAt = -1;
        boolean hasNumber = false;
        int at = begin;
        while (at < before) {
            while (at < before && !Character.isLetterOrDigit(written.charAt(at))) {
                at++;
            }
            int end = at;
            while (end < before && isPart(written.charAt(end), false)) {
                end++;
            }
            if (end == at) {
                return null;
            }
            String word = bare(written.substring(at, end));
            Word phrase = longest(written, at, begin, word);
            boolean isFirst =
                    phrase != null
                            && (unknownAt < 0 || phraseStart(written, at, phrase) <= unknownAt);
            if (isFirst && isSubject(written, phrase, word, end, hasNumber)) {
                return phrase;
            }
            if (phrase != null && phrase.kind != null) {
                return null;
            }
            hasNumber |= NAMES_OF_NUMBERS.contains(word);
            unknownAt = unknownAt >= 0 || OPENERS.contains(word) ? unknownAt : at;
            at = end;
        }
        return null;
    }

    /**
     * A needed number counts as the subject only with words that link it to something personal:
     * "the error after my".
     */
    private static boolean isSubject(
            String written, Word phrase, String last, int end, boolean isNumber) {
        if (phrase.kind != null) {
            return true;
        }
        String next = wordAfter(written, end);
        boolean isNamed = NAMES_OF_NUMBERS.contains(last) || last.endsWith("nummer");
        if (NAMES_OF_NUMBERS.contains(next)) {
            isNamed = true;
            next = wordAfter(written, written.indexOf(next, end) + next.length());
        }
        return (isNamed || isNumber) && ABOUT.contains(next);
    }

    private static String wordAfter(String written, int from) {
        int start = from;
        while (start < written.length() && written.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < written.length() && Character.isLetter(written.charAt(end))) {
            end++;
        }
        return written.substring(start, end);
    }

    /**
     * Start of the verb's clause; two commas around an insertion between subject and verb do not
     * end the clause.
     */
    private static int clauseStart(String written, int copula) {
        int limit = Math.max(0, copula - LONGEST_CLAUSE);
        int mostCommas = gapHas(written, copula, ',') ? 2 : 0;
        int commas = 0;
        int wordEnd = copula;
        for (int at = copula; at > limit; at--) {
            char c = written.charAt(at - 1);
            if (Character.isLetterOrDigit(c) || c == '\'') {
                continue;
            }
            String word = bare(written.substring(at, wordEnd));
            if (CONJUNCTIONS.contains(word)
                    || COPULAS.contains(word)
                            && commas != 1
                            && !RELATIVES.contains(wordBefore(written, at, limit))) {
                return wordEnd;
            }
            commas += c == ',' ? 1 : 0;
            if (".?!;:\n".indexOf(c) >= 0 || commas > mostCommas) {
                return at;
            }
            wordEnd = at - 1;
        }
        return limit;
    }

    private static String wordBefore(String written, int at, int limit) {
        int end = spacesStart(written, at, limit);
        return bare(written.substring(wordStart(written, end, limit), end));
    }

    private static boolean gapHas(String written, int end, char c) {
        return written.substring(gapStart(written, end, Math.max(0, end - 4)), end).indexOf(c) >= 0;
    }

    /**
     * The nearest needed (or else personal) phrase before a place, with a preposition in between;
     * or null.
     */
    private static Word linked(String written, int begin, int limit, boolean isNeeded) {
        int at = begin;
        boolean hasLink = false;
        for (int count = 0; count < MOST_TO_LINKED; count++) {
            int end = spacesStart(written, at, limit);
            int start = wordStart(written, end, limit);
            String word = bare(written.substring(start, end));
            if (start == end || end == at || COPULAS.contains(word)) {
                return null;
            }
            Word phrase = longest(written, start, limit, word);
            if (phrase != null && (isNeeded ? isNumbered(phrase, word) : phrase.kind != null)) {
                return hasLink ? phrase : null;
            }
            if (isNeeded ? phrase != null : NUMBERS.contains(word)) {
                return null;
            }
            hasLink |= LINKS.contains(word);
            at = start;
        }
        return null;
    }

    private static boolean isNumbered(Word phrase, String last) {
        return phrase.kind == null && (NUMBERED.contains(last) || last.endsWith("nummer"));
    }

    private static Announcement forNeeded(Announcement linked) {
        return linked == null || linked.kind() == null
                ? linked
                : new Announcement(linked.kind(), linked.start(), true);
    }

    /** Whether the words are "one second", which contains no number. */
    private static boolean isOneMoment(String number, String later) {
        return number.equals("1") && (later.equals("second") || later.equals("moment"));
    }

    /**
     * @param hasLetters whether a word directly before the number may belong to it: possible for a
     *     passport or an account, but not for a card
     * @param unknown number of unknown words in between
     */
    private static Announcement announcement(
            Word phrase, int start, boolean hasLetters, int prefix, int unknown) {
        PersonalData kind = phrase.kind;
        if (kind == null) {
            return new Announcement(null, start, false);
        }
        boolean isOfState =
                kind == PersonalData.PASSPORT_NUMBER || kind == PersonalData.SOCIAL_SECURITY_NUMBER;
        boolean mayHaveLetters = isOfState || kind == PersonalData.BANK_ACCOUNT;
        boolean isPrecise = phrase.isPrecise || isOfState || kind == PersonalData.SECRET;
        if (unknown > 0 && !isPrecise || hasLetters && !mayHaveLetters) {
            return null;
        }
        return new Announcement(kind, mayHaveLetters ? prefix : start, false);
    }

    /** Whether the pipeline needs the number at {@code start}, such as an order number. */
    public static boolean isNeeded(String written, int start) {
        Announcement announcement = before(written, start);
        return announcement != null && announcement.kind() == null;
    }

    /**
     * Whether the number at {@code start} is personal although the words next to it name a needed
     * thing that it is for.
     */
    static boolean isForNeeded(String written, int start) {
        Announcement announcement = before(written, start);
        return announcement != null && announcement.isForNeeded();
    }

    /** Whether the word ends a phrase that names a secret whose digits may follow. */
    static boolean isSecret(String written, int start, int end) {
        String word = bare(written.substring(start, end));
        Word phrase = longest(written, start, Math.max(0, start - WIDEST), word);
        return phrase != null
                && phrase.kind == PersonalData.SECRET
                && (!isAfter(written, phraseStart(written, start, phrase))
                        || isFollowedByNumber(written, end));
    }

    private static boolean isFollowedByNumber(String written, int end) {
        int at = end;
        while (at < written.length() && GAPS.indexOf(written.charAt(at)) >= 0) {
            at++;
        }
        return at < written.length() && Character.isDigit(written.charAt(at));
    }

    /**
     * The kind named by the phrase that ends with this word, or null.
     *
     * @param fewestWords minimum number of words in the phrase
     */
    static PersonalData named(String written, int start, int end, int fewestWords) {
        String word = bare(written.substring(start, end));
        Word phrase = longest(written, start, Math.max(0, start - WIDEST), word);
        return phrase == null || phrase.words < fewestWords ? null : phrase.kind;
    }

    /** The longest phrase that ends with a word, or null. */
    private static Word longest(String written, int begin, int limit, String word) {
        Word at = lastWord(word);
        Word found = null;
        int start = begin;
        while (at != null) {
            found = at.isPhrase ? at : found;
            int end = spacesStart(written, start, limit);
            start = wordStart(written, end, limit);
            at =
                    start == end || at.before.isEmpty()
                            ? null
                            : at.before.get(bare(written.substring(start, end)));
        }
        return found;
    }

    /** The phrases that end with the word or with its last part: "Kundenpin". */
    private static Word lastWord(String word) {
        Word known = PHRASES.before.get(word);
        if (known != null || word.length() < SHORTEST_COMPOUND || NO_COMPOUNDS.contains(word)) {
            return known;
        }
        for (String part : LAST_PARTS) {
            if (word.endsWith(part)) {
                return PHRASES.before.get(part);
            }
        }
        return null;
    }

    private static int spacesStart(String written, int from, int limit) {
        int at = from;
        while (at > limit && (written.charAt(at - 1) == ' ' || written.charAt(at - 1) == '-')) {
            at--;
        }
        return at;
    }

    private static int gapStart(String written, int from, int limit) {
        int at = from;
        while (at > limit && GAPS.indexOf(written.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    /** Start of the letters or the digits that end at {@code end}. */
    private static int wordStart(String written, int end, int limit) {
        int at = end;
        boolean isNumber = end > limit && Character.isDigit(written.charAt(end - 1));
        while (at > limit && isPart(written.charAt(at - 1), isNumber)) {
            at--;
        }
        return at;
    }

    private static boolean isPart(char c, boolean ofNumber) {
        return ofNumber ? Character.isDigit(c) : Character.isLetter(c) || c == '\'';
    }

    /** Removes a French elided article and the English possessive: "l'iban", "pin's". */
    private static String bare(String word) {
        if (word.indexOf('\'') < 0 || CONNECTORS.contains(word)) {
            return word;
        }
        String bare = word.startsWith("l'") || word.startsWith("d'") ? word.substring(2) : word;
        return bare.endsWith("'s") ? bare.substring(0, bare.length() - 2) : bare;
    }
}
