package io.supportassistant.redaction;

import io.supportassistant.personaldata.DigitRun;
import java.util.regex.Pattern;

/**
 * Finds codes that precede their name, or that come with their location: "4821 is my PIN", "737 on
 * the back", "in der SMS steht 482913". The form alone is a weak hint, so the number must have as
 * many digits as such a code.
 */
final class ToldCodes {

    private static final String WHOSE =
            "(?:(?:my|the|our|his|her|new|old|card|phone|mein|meine|der|die|das|neue|alte|mi|el|la|su|mon|ma|le|notre|numero|de)"
                + " ){0,4}";

    /** After the number. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "^,? ?(?:is|was|ist|war|es|era|est|etait|as|als|como|comme|c'est|that's) "
                            + WHOSE
                            + "(?:pin|pin code|code"
                            + " pin|nip|cvv|cvc|passcode|geheimzahl|geheimnummer|security"
                            + " code|prufnummer|sicherheitscode|codigo de seguridad|clave|code"
                            + " secret|code confidentiel|digicode|cryptogramme|unlock code|door"
                            + " code|alarm code|turcode|alarmcode|mtan|pushtan|tan)(?!"
                            + " (?:pad|count|entry|entries|attempts?|version|eingabe)\\b)\\b");

    private static final Pattern ON_THE_BACK =
            Pattern.compile(
                    "^ (?:is |ist |es |est )?(?:on the back|hinten|auf der ruckseite|por"
                            + " detras|detras|atras|en el reverso|al dorso|au dos|au verso)\\b");

    private static final Pattern BACK_SAYS =
            Pattern.compile(
                    "\\b(?:on the back|the back|on"
                        + " back|hinten|ruckseite|rueckseite|detras|atras|reverso|dorso|au"
                        + " dos|derriere|au verso)(?: (?:of|the|my|card|der|meiner|karte|de|la|mi"
                        + "|tarjeta|carte|ma|drauf|it|it's|there|is|are|says|has|reads|steht|sind|ist"
                        + "|da|pone|dice|hay|es|son|il|y|a|c'est|ecrit|marque|est|sont|un|el|le|die|das)){1,6}["
                        + " :,]*$");

    /** Before three digits. */
    private static final Pattern OF_THREE =
            Pattern.compile(
                    "\\b(?:(?:3|three)[ -]digit (?:security )?code|cid|dreistellige[rn]? code)"
                            + "(?: is| ist| lautet)?[ :,]*$");

    private static final String MONTH =
            "(?:0?[1-9]|1[0-2]|jan\\w*|feb\\w*|mar\\w*|apr\\w*|mai|may|mayo|jun\\w*|jul\\w*|aug\\w*"
                + "|sep\\w*|o[ck]t\\w*|nov\\w*|de[cz]\\w*|ener\\w*|abr\\w*|ago\\w*|dic\\w*|fev\\w*"
                + "|avr\\w*|aou\\w*|juin|juil\\w*|marz|maerz)";

    private static final String YEAR = "(?:20 ?)?[2-4]\\d(?!\\d)";

    /** Between the date and the code. */
    private static final String ASIDE =
            "[ ,.;&]{1,3}(?:(?:and|then|the|code|codes|code's|is|are|it's|cvc|cvv|number|numbers"
                    + "|three|3|digits?|last|security|back|on|und|dann|der|die|das|ist|lautet"
                    + "|letzten|drei|ziffern|hinten|steht|y|el|los|las|codigo|es|son|luego|tres"
                    + "|numeros|cifras|digitos|detras|et|le|les|puis|c'est|est|dos|au|trois"
                    + "|chiffres|derriere|crypto)[ :,]{1,2}){0,7}$";

    /**
     * Before the digits on a card's back: the expiry date, after the card's number or a word for
     * it.
     */
    private static final Pattern AFTER_EXPIRY =
            Pattern.compile(
                    "(?:\\b(?:exp|expir\\w*|expiry|valid|good|goes|until|gultig\\w*|ablauf\\w*|verfall\\w*"
                        + "|caduc\\w*|venc\\w*|valida|valable|date|datum|fecha)\\b[^.?!]{0,25}|\\d{4}["
                        + " ,.;&]{1,3}(?:\\p{L}{1,9} ){0,4})(?<!\\d)"
                            + MONTH
                            + "(?: ?[/.&-] ?| (?:de |del |of )?)"
                            + YEAR
                            + ASIDE);

    /** The same as the whole beginning of a spoken answer: "november 2027, 602". */
    private static final Pattern AFTER_MONTH =
            Pattern.compile(
                    "^(?:\\p{L}{1,9}[ ,]+){0,3}(?![0-9])"
                            + MONTH
                            + " (?:de |del |of )?"
                            + YEAR
                            + ASIDE);

    private static final Pattern OTHER =
            Pattern.compile(
                    "\\b(?:serial|model|sticker|label|error|version|part|seriennummer|modell|aufkleber"
                        + "|fehler|serie|modelo|etiqueta|modele|etiquette|erreur|order|ticket"
                        + "|page|seite|pagina|room|seat|row|screws?)\\b");

    /** Before a number as long as the codes that are sent. */
    private static final Pattern SENT =
            Pattern.compile(
                    "(?:\\bi (?:was|got|have been|'ve been) (?:just"
                        + " )?(?:sent|texted)|\\b(?:text|sms|text message)(?: message)?"
                        + " (?:with|says|said|reads|is)|\\bin the (?:sms|text|text message)"
                        + " (?:is|it says)|\\bauthenticator(?: app)? (?:says|shows|gives"
                        + " me)|\\btoken (?:on my \\w+ )?(?:says|shows|is)|\\b(?:per|in der) sms"
                        + " (?:kam|steht|war|kommt)|\\bmir wurde|\\bder authenticator zeigt|\\bme"
                        + " (?:ha )?lleg(?:o|ado)(?: el| la| un)?|\\bel (?:mensaje|sms) dice|\\bel"
                        + " token (?:es|dice)|\\bpar sms j'ai recu|\\ble (?:sms|message|texto)"
                        + " dit|\\bon m'a envoye(?: le)?)[ :,]*$");

    /** Before such a number, with small words in between. */
    private static final Pattern IN_A_MESSAGE =
            Pattern.compile(
                    "(?:\\b(?:text|sms|message|nachricht|mensaje|texto)(?:"
                        + " (?:just|it|says?|said|that|which|and|with|the|came|come|through|in|here"
                        + "|is|reads|on|my|phone|steht|da|mit|der|die|drin|que|pone|dice|con|el|la|un|qui|dit|avec|le|indique)){1,6}|\\bit(?:"
                        + " has|'s)?(?: just)? (?:came|come) through(?: it's| and it's)?)[ :,]*$");

    /** After such a number. */
    private static final Pattern OF_A_MESSAGE =
            Pattern.compile(
                    "^ (?:in|en|dans|steht in|sagt) (?:the|my|der|dem|el|la|le|mon) (?:text|sms"
                            + "|message|nachricht|mensaje|texto)\\b");

    private static final int WIDEST = 80;
    private static final int FEWEST_SENT = 6;
    private static final int MOST_SENT = 8;
    private static final int FEWEST_NAMED = 3;
    private static final int MOST_NAMED = 8;
    private static final int DIGITS_ON_THE_BACK = 3;

    private ToldCodes() {}

    /**
     * Whether the first digits of a run are such a code.
     *
     * @param length number of these digits
     */
    static boolean isOne(String written, DigitRun run, int length) {
        if (length != run.length()) {
            return false;
        }
        String before = written.substring(Math.max(0, run.start() - WIDEST), run.start());
        String after = written.substring(run.end(), Math.min(written.length(), run.end() + WIDEST));
        boolean isNamed =
                !run.isNeeded()
                        && length >= FEWEST_NAMED
                        && length <= MOST_NAMED
                        && NAMED.matcher(after).find();
        boolean isOnTheBack =
                length == DIGITS_ON_THE_BACK
                        && !OTHER.matcher(before).find()
                        && (ON_THE_BACK.matcher(after).find()
                                || OF_THREE.matcher(before).find()
                                || AFTER_EXPIRY.matcher(before).find()
                                || isAnswer(written, run, before)
                                || BACK_SAYS.matcher(before).find());
        boolean isSent =
                !run.isNeeded()
                        && length >= FEWEST_SENT
                        && length <= MOST_SENT
                        && (SENT.matcher(before).find() || isInAMessage(before, after));
        return isNamed || isOnTheBack || isSent;
    }

    /** Start of the code at the end of a run, after the card's expiry date; or -1. */
    static int afterExpiry(String written, DigitRun run) {
        int first = run.length() - DIGITS_ON_THE_BACK;
        if (first < 2 || run.isNeeded() || !isLastGroup(run, first)) {
            return -1;
        }
        int start = run.position(first);
        String before = written.substring(Math.max(0, start - WIDEST), start);
        boolean isAnswer =
                start <= WIDEST
                        && written.substring(run.end()).strip().length() <= 1
                        && AFTER_MONTH.matcher(before).find();
        return isAnswer || AFTER_EXPIRY.matcher(before).find() ? start : -1;
    }

    /** Whether the digits from {@code first} on were spoken one by one, or all together. */
    private static boolean isLastGroup(DigitRun run, int first) {
        boolean isTogether = !run.isGroupStart(first + 1) && !run.isGroupStart(first + 2);
        boolean isOneByOne = run.isGroupStart(first + 1) && run.isGroupStart(first + 2);
        return run.isGroupStart(first) && (isTogether || isOneByOne);
    }

    private static boolean isAnswer(String written, DigitRun run, String before) {
        return run.start() <= WIDEST
                && written.substring(run.end()).strip().length() <= 1
                && AFTER_MONTH.matcher(before).find();
    }

    private static boolean isInAMessage(String before, String after) {
        return !OTHER.matcher(before).find()
                && (IN_A_MESSAGE.matcher(before).find() || OF_A_MESSAGE.matcher(after).find());
    }
}
