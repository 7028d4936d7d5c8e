package io.supportassistant.personaldata;

import io.supportassistant.spokentext.WordSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the names of secrets with digits in a text: a PIN, a card's security code, a code that was
 * sent. A number near such a name is that secret, in the same sentence or another, unless it is
 * clearly something else.
 */
public final class SecretNames {

    static final Set<String> COPULAS =
            WordSet.of("is was are ist war sind lautet es era son est etait sont s that's c'est");

    /** Last words of names of secrets with letters; digits near them are often something else. */
    static final Set<String> PASSWORDS =
            WordSet.of("password passwort passworts kennwort kennworts contrasena passe");

    private static final Set<String> CODE = WordSet.of("code codes codigo kode");

    /** Words that mark a short code as the speaker's own. */
    private static final Set<String> OWN =
            WordSet.of(
                    "use using utilise utilisais utilizo uso usaba benutze nutze nehme tape tapais"
                        + " mis mets marco pongo puse meto telephone telephonique telefonico"
                        + " telefonica portable movil handy messagerie voicemail mailbox buzon");

    /** The back of a card, with a security code of three or four digits. */
    private static final Set<String> BACKS =
            WordSet.of(
                    "back reverse behind hinten ruckseite rueckseite detras atras reverso dorso dos"
                            + " verso derriere arriere umdrehen");

    private static final Set<String> OF_BACKS =
            WordSet.of(
                    "card code digits digit numbers 3 three karte code ziffern zahlen nummer"
                            + " tarjeta codigo digitos numeros cifras carte chiffres numeros"
                            + " last letzten ultimos derniers");

    private static final Set<String> THE = WordSet.of("the on card's");

    /** The front of a card, where American Express prints four. */
    private static final Set<String> FRONTS =
            WordSet.of("front vorne vorderseite delante delantera devant");

    private static final Set<String> OF_FRONTS =
            WordSet.of("code codigo amex american express card karte tarjeta carte");

    /** The security code is also beside the signature. */
    private static final Set<String> SIGNATURES =
            WordSet.of("signature unterschrift unterschriftsfeld firma");

    /** Words after "pin" that give it another meaning. */
    private static final Set<String> PINNED = WordSet.of("board badge point out pad count");

    /** After the verb "pin", unless one of {@link #BEFORE_NOUNS} precedes it. */
    private static final Set<String> PINNED_TO = WordSet.of("it this that them down");

    private static final Set<String> BEFORE_NOUNS =
            WordSet.of("a the my our your his her their new old this that");

    private static final Set<String> PINS =
            WordSet.of("drawing push safety map bowling rolling hair drop dropped");
    private static final Set<String> WITH_PINS =
            WordSet.of(
                    "map connector socket plug taskbar menu pinnwand stecker kontakt conector"
                            + " enchufe connecteur prise hdmi usb");

    /** Required before "TAN": the word alone is Spanish, and a colour. */
    private static final Set<String> OF_TANS =
            WordSet.of(
                    "die eine meine ihre der neue diese letzte sms push mobile chip my keine"
                            + " einer mit");

    /** Channels that deliver codes. */
    private static final Set<String> CHANNELS =
            WordSet.of(
                    "sms texted texto authenticator authenticators authentification autenticador"
                            + " autenticacion authentifizierung");

    private static final Set<String> CARDS =
            WordSet.of("card karte tarjeta carte visa mastercard maestro amex express kreditkarte");

    /** Before a code these make it a phone's short number. */
    private static final Set<String> FROM_OR_TO = WordSet.of("from to von an desde");

    private static final String CONSONANTS = "bcdfghjklmnpqrtvwxz";
    private static final int MOST_TO_NAME = 3;
    private static final int WIDEST_TO_OWN = 16;
    private static final int WIDEST_AFTER = 60;
    private static final int WIDEST = 130;
    private static final int WIDEST_FROM_CODE = 90;
    private static final int FEWEST = 3;
    private static final int MOST = 8;
    private static final int FEWEST_AFTER_LETTER = 5;
    private static final int FEWEST_OF_CODE = 4;
    private static final int CERTAIN_OF_CODE = 6;
    private static final int MOST_ON_BACK = 4;

    /** Mentions a code longer than any of these secrets. */
    private static final Pattern LONG_CODE =
            Pattern.compile("(?<!\\d)(?:9|[1-9]\\d)[ -]?(?:digit|stellig|cifra|chiffre)");

    /** The number of digits on the back of a card. */
    private static final Pattern COUNT = Pattern.compile("(?<!\\d)[34](?!\\d)[ \\p{L}']*$");

    private static final int WIDEST_FROM_COUNT = 30;

    /** Before a short code: "the code you sent me is". */
    private static final Pattern SENT_IS =
            Pattern.compile(
                    "\\bcod(?:e|igo)s? (?:[\\p{L}']{1,20}"
                        + " ){1,6}?(?:sent|texted|emailed|geschickt|gesendet|mandaron|mandado|mandaste|enviado|enviaron|envoyee?)(?:"
                        + " [\\p{L}']{1,20}){0,5} (?:is|was|ist|war|lautet|es|era|est|etait|c'est)["
                        + " ,:]*$");

    /** Asks for a code that was named earlier: "can you read me the 6 digits?". */
    private static final Pattern ASKED_DIGITS =
            Pattern.compile(
                    "(?<!last )(?<!first )\\b(?:[3468]|vier|sechs|seis|six|quatre)"
                            + " (?:digits|ziffern|stellen|cifras|digitos|chiffres)\\b");

    /** The same without saying which code: "and the code?". */
    private static final Pattern ASKED_CODE =
            Pattern.compile(
                    "\\W*(?:(?:and|then|okay|ok|und|y|et|e) )*(?:the|der|den|el|le)"
                            + " (?:code|codigo)\\W*");

    private record Word(String text, int start, int end) {}

    private final String written;

    /** Ends of names, in order. */
    private final List<Integer> names = new ArrayList<>();

    private final List<Integer> backs = new ArrayList<>();
    private final List<Integer> cardCodes = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<Integer> channels = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();

    public SecretNames(String written) {
        this.written = written;
        List<Word> words = words(written, 0);
        boolean hasOther = false;
        boolean hasPins = words.stream().noneMatch(word -> WITH_PINS.contains(word.text()));
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            String before = i > 0 ? words.get(i - 1).text() : "";
            String after = i + 1 < words.size() ? words.get(i + 1).text() : "";
            if (Announcements.isSecret(written, word.start(), word.end())
                    && (!PASSWORDS.contains(word.text()) || before.equals("time"))
                    && isMeant(word.text(), before, after, hasPins)) {
                (isOfBack(words, i) ? backs : names).add(word.end());
            } else if (SIGNATURES.contains(word.text()) || isOfBack(words, i)) {
                backs.add(word.end());
            } else if (CODE.contains(word.text())) {
                boolean isOther = before.equals("confirmation") || isOther(words, i);
                hasOther |= isOther;
                if (!isOther && words.size() > 1) {
                    (isOfCard(words, i) ? cardCodes : codes).add(word.end());
                }
            } else if (CHANNELS.contains(word.text())) {
                channels.add(word.end());
            }
            if (OWN.contains(word.text())) {
                signs.add(word.end());
            }
        }
        if (hasOther) {
            channels.clear();
        }
        if (!codes.isEmpty() && LONG_CODE.matcher(written).find()) {
            codes.clear();
        }
    }

    private static List<Word> words(String written, int from) {
        List<Word> words = new ArrayList<>();
        int at = from;
        while (at < written.length()) {
            int end = at;
            while (end < written.length()
                    && (Character.isLetter(written.charAt(end))
                            || end > at && written.charAt(end) == '\'')) {
                end++;
            }
            if (end > at) {
                int start = withoutArticle(written, at, end);
                words.add(new Word(written.substring(start, end), start, end));
            }
            at = Math.max(end, at + 1);
        }
        return words;
    }

    /** Skips the article of "d'authentification". */
    private static int withoutArticle(String written, int start, int end) {
        int apostrophe = written.indexOf('\'', start);
        return apostrophe > 0 && apostrophe < end - 3 && apostrophe - start <= 2
                ? apostrophe + 1
                : start;
    }

    private static boolean isMeant(String word, String before, String after, boolean hasPins) {
        return switch (word) {
            case "pin" ->
                    hasPins
                            && !PINNED.contains(after)
                            && !PINS.contains(before)
                            && (!PINNED_TO.contains(after) || BEFORE_NOUNS.contains(before));
            case "tan" -> OF_TANS.contains(before);
            case "clave" -> !before.equals("palabra");
            default -> true;
        };
    }

    /**
     * Whether the word is the back or the front of a card, with a word for its security code
     * nearby.
     */
    private boolean isOfBack(List<Word> words, int at) {
        String word = words.get(at).text();
        boolean isAdverb =
                (word.equals("back") || word.equals("front"))
                        && (at == 0 || !THE.contains(words.get(at - 1).text()));
        if (isAdverb) {
            return false;
        }
        return BACKS.contains(word)
                        && (isBeside(words, at, OF_BACKS) || hasCountBefore(words.get(at).start()))
                || FRONTS.contains(word) && isBeside(words, at, OF_FRONTS) && !isOfThing(words, at);
    }

    /** "On the front of the machine". */
    private static boolean isOfThing(List<Word> words, int front) {
        return front + 3 < words.size()
                && words.get(front + 1).text().equals("of")
                && !OF_FRONTS.contains(words.get(front + 3).text());
    }

    /** "The three on the back". */
    private boolean hasCountBefore(int back) {
        return COUNT.matcher(written.substring(Math.max(0, back - WIDEST_FROM_COUNT), back)).find();
    }

    private static boolean isBeside(List<Word> words, int at, Set<String> wanted) {
        for (int i = Math.max(0, at - 6); i < words.size() && i <= at + 4; i++) {
            if (wanted.contains(words.get(i).text())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfCard(List<Word> words, int at) {
        for (int i = Math.max(0, at - 9); i < words.size() && i <= at + 5; i++) {
            if (CARDS.contains(words.get(i).text())) {
                return true;
            }
        }
        return false;
    }

    /** "Error code", "code postal", "código de error". */
    private static boolean isOther(List<Word> words, int at) {
        for (int i = Math.max(0, at - 2); i < words.size() && i <= at + 3; i++) {
            if (OtherNumbers.isName(words.get(i).text())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the first digits of a run are a secret that is named near them.
     *
     * @param length number of these digits
     */
    public boolean areOf(DigitRun run, int length) {
        if (hasLetter(run)) {
            return length == run.length()
                    && length >= FEWEST_AFTER_LETTER
                    && length <= MOST
                    && (isNear(names, run.start(), run.end(), WIDEST)
                            || isNear(codes, run.start(), run.end(), WIDEST_FROM_CODE))
                    && !OtherNumbers.isNamed(written, run.start() - 1, run.end());
        }
        if (length < FEWEST || length > MOST) {
            return false;
        }
        int start = run.start();
        int end = run.position(length - 1) + 1;
        boolean isNamed =
                isNear(names, start, end, WIDEST)
                        || length <= MOST_ON_BACK
                                && (isNear(backs, start, end, WIDEST)
                                        || isNear(cardCodes, start, end, WIDEST_FROM_CODE))
                        || isCode(start, end, length);
        return isNamed
                && !isSpelled(start)
                && (!OtherNumbers.isOne(written, run, length) || isSent(start));
    }

    /** For example "G-482913" and "A64676". */
    boolean hasLetter(DigitRun run) {
        return letterStart(run) < run.start();
    }

    /** Start of a number with the one letter attached to it. */
    public int letterStart(DigitRun run) {
        int at = run.start();
        at -= at > 1 && written.charAt(at - 1) == '-' ? 1 : 0;
        boolean isLetter =
                at > 0
                        && Character.isLetter(written.charAt(at - 1))
                        && (at == 1 || !Character.isLetterOrDigit(written.charAt(at - 2)));
        return isLetter ? at - 1 : run.start();
    }

    /** Whether it is a code that only its length or its delivery identifies. */
    private boolean isCode(int start, int end, int length) {
        boolean isCertain = length == CERTAIN_OF_CODE;
        boolean isCode =
                length >= FEWEST_OF_CODE
                        && (isCertain || isNear(signs, start, end, WIDEST) || isSent(start))
                        && isNear(codes, start, end, WIDEST_FROM_CODE);
        if (!isCode && !(isCertain && isNear(channels, start, end, WIDEST_FROM_CODE))) {
            return false;
        }
        List<String> before = WordsBeside.before(written, start, 1);
        return (start == 0 || written.charAt(start - 1) != '(')
                && (before.isEmpty() || !FROM_OR_TO.contains(before.get(0)));
    }

    private boolean isSent(int start) {
        String before = written.substring(Math.max(0, start - WIDEST_FROM_CODE), start);
        return SENT_IS.matcher(before).find();
    }

    /** Whether single letters are spelled before a number, as in a member or case number. */
    private boolean isSpelled(int start) {
        List<String> before = WordsBeside.before(written, start, 1);
        return !before.isEmpty()
                && before.get(0).length() == 1
                && CONSONANTS.contains(before.get(0))
                && !endsAt(start);
    }

    /** Whether a name ends directly before a place, such as "p i n". */
    private boolean endsAt(int start) {
        int found = Collections.binarySearch(names, start - MOST_TO_NAME);
        int next = found < 0 ? -found - 1 : found;
        return next < names.size() && names.get(next) <= start;
    }

    /** A name for the secret with digits that the text names, or null. */
    public String named() {
        if (!names.isEmpty()) {
            return "the pin";
        }
        if (!cardCodes.isEmpty() || !backs.isEmpty()) {
            return "code on the back of the card";
        }
        if (ASKED_DIGITS.matcher(written).find()
                || !codes.isEmpty() && ASKED_CODE.matcher(written).matches()) {
            return "the pin";
        }
        if (codes.isEmpty()) {
            return channels.isEmpty() ? null : "an sms";
        }
        return signs.isEmpty() ? "the code" : "the code I use";
    }

    /** Whether a number directly follows the name. */
    private boolean hasOwn(int name) {
        int end = Math.min(written.length(), name + WIDEST_TO_OWN);
        return written.substring(name, end).chars().anyMatch(Character::isDigit);
    }

    /**
     * @param widest maximum distance of a name before the number, in characters; a name after it
     *     must be closer
     */
    private boolean isNear(List<Integer> places, int start, int end, int widest) {
        int found = Collections.binarySearch(places, start - widest);
        int next = found < 0 ? -found - 1 : found;
        boolean isNear = next < places.size() && places.get(next) <= end + WIDEST_AFTER;
        return isNear && (places.get(next) < start || !hasOwn(places.get(next)));
    }
}
