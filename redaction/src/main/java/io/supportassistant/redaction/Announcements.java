package io.supportassistant.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the words before a number say about it: "my card number, let me see, it's" announces a card.
 * Reads backwards from the number and looks at a bounded number of words.
 */
final class Announcements {

    /**
     * The announcement nearest to a number.
     *
     * @param kind what the number is, or null if the pipeline needs it: an order, an error
     * @param start where the letters begin that belong to the number ("AB-" of "AB-1234567"), or
     *     the number itself
     * @param isForNeeded whether it is that of something needed: "my pin for the order is"
     */
    record Announcement(PersonalData kind, int start, boolean isForNeeded) {}

    private static final String FILE = "announcements.txt";
    private static final String NEEDED = "needed";
    private static final String CONNECTOR = "connector";

    /** What "#" stands for. */
    private static final String NUMBER = "number";

    private static final int WIDEST = 90;
    private static final int MOST_WORDS = 10;
    private static final int SHORTEST_PRECISE = 10;
    private static final int MOST_UNKNOWN = 2;
    private static final int LONGEST_PREFIX = 4;
    private static final String GAPS = " :,.;?#-+=(&/*\"\n\u00b0";

    /** Words after which the number comes, whatever stands before them. */
    private static final Set<String> COPULAS =
            Set.of(
                    "is", "was", "it's", "ist", "war", "lautet", "es", "era", "est", "c'est", "are",
                    "sind");

    /** Between a name and what it is for. */
    private static final Set<String> LINKS =
            WordSet.of(
                    "for of on to at with fur zu zur zum von vom bei des para de del con en pour du"
                            + " sur chez dans au");

    /** What is called so has a number of its own. */
    private static final Set<String> NUMBERS =
            WordSet.of("number no nr num nummer numero reference referenz referencia id");

    /** Things that are told apart by their numbers. */
    private static final Set<String> NUMBERED =
            WordSet.of(
                    "order orders invoice serial ticket tracking booking contract shipment parcel"
                            + " receipt imei bestellung rechnung vertrag buchung sendung lieferung"
                            + " pedido serie factura contrato reserva envio commande facture"
                            + " contrat reservation livraison");

    private static final int MOST_TO_LINKED = 6;

    /** German names are one word with what they are of. */
    private static final List<String> LAST_PARTS =
            List.of("pinnummer", "pincode", "geheimzahl", "kontonummer", "kontonr", "pin");

    private static final int SHORTEST_COMPOUND = 6;

    /** Words that end like one and are none. */
    private static final Set<String> NO_COMPOUNDS =
            WordSet.of(
                    "topspin backspin sidespin chopin crispin turpin hairpin pushpin clothespin"
                            + " linchpin lynchpin kingpin tenpin ninepin underpin stickpin hatpin"
                            + " tiepin scalpin galopin calepin poupin escarpin");

    /** The phrases by their words, the last word first. */
    private static final Word PHRASES = new Word();

    private static final Set<String> CONNECTORS = new HashSet<>();

    static {
        read();
    }

    private static final class Word {
        private final Map<String, Word> before = new HashMap<>();
        private boolean isPhrase;

        /** Whether it can mean little but the kind of number. */
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

    /** The announcement of the number that begins at a place, or null if there is none. */
    static Announcement before(String written, int start) {
        int limit = Math.max(0, start - WIDEST);
        int end = gapStart(written, start, limit);
        int prefix = start;
        boolean hasCopula = written.substring(end, start).indexOf(':') >= 0;
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
                Word head = hasCopula ? head(written, first, limit, phrase, word) : null;
                if (head == null) {
                    return announcement(phrase, start, hasLetters, prefix, unknown);
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
                return null;
            }
            later = word;
            hasCopula |= COPULAS.contains(word);
            end = gapStart(written, begin, limit);
        }
        return null;
    }

    /** Where the first word of a phrase begins. */
    private static int phraseStart(String written, int lastWord, Word phrase) {
        int at = lastWord;
        for (int i = 1; i < phrase.words; i++) {
            at = wordStart(written, spacesStart(written, at, 0), 0);
        }
        return at;
    }

    /**
     * Of what the number is if not of the phrase next to it: the PIN of "my pin for the order is",
     * the serial number of "the serial number of the phone is". Null if it is of the phrase.
     *
     * @param first where the phrase begins
     * @param last its last word
     */
    private static Word head(String written, int first, int limit, Word phrase, String last) {
        if (phrase.kind == null) {
            return NUMBERS.contains(last) ? null : linked(written, first, limit, false);
        }
        boolean isVague =
                phrase.kind == PersonalData.PHONE_NUMBER
                        || phrase.kind == PersonalData.BANK_ACCOUNT;
        return isVague ? linked(written, first, limit, true) : null;
    }

    /** The nearest phrase of a sort before a place, if a preposition stands between, or null. */
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

    /** "One second" is no number. */
    private static boolean isOneMoment(String number, String later) {
        return number.equals("1") && (later.equals("second") || later.equals("moment"));
    }

    /**
     * @param hasLetters whether a word stands right before the number that may belong to it; it
     *     does to a passport or an account, and not to a card
     * @param unknown how many words stand between that say nothing
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

    /** Whether the pipeline needs the number that begins at a place, as that of an order. */
    static boolean isNeeded(String written, int start) {
        Announcement announcement = before(written, start);
        return announcement != null && announcement.kind() == null;
    }

    /**
     * Whether the number at a place is personal, though the words next to it name what it is for.
     */
    static boolean isForNeeded(String written, int start) {
        Announcement announcement = before(written, start);
        return announcement != null && announcement.isForNeeded();
    }

    /** Whether a phrase that names a secret ends with the word between two places. */
    static boolean isSecret(String written, int start, int end) {
        return named(written, start, end, 1) == PersonalData.SECRET;
    }

    /**
     * What the phrase names that ends with the word between two places, or null.
     *
     * @param fewestWords of the phrase
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

    /** What phrases end with a word, or with the last part of it: "Kundenpin". */
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

    /** Where the letters or the digits begin that end at a place. */
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

    /** Without what French puts before a word and English after it: "l'iban", "pin's". */
    private static String bare(String word) {
        if (word.indexOf('\'') < 0 || CONNECTORS.contains(word)) {
            return word;
        }
        String bare = word.startsWith("l'") || word.startsWith("d'") ? word.substring(2) : word;
        return bare.endsWith("'s") ? bare.substring(0, bare.length() - 2) : bare;
    }
}
