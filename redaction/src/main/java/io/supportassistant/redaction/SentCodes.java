package io.supportassistant.redaction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Codes that somebody sent to the speaker, whatever they are called: "the code they texted me is",
 * "der Code, den ich per SMS bekommen habe". A code of an error, an order or a discount is none.
 */
final class SentCodes {

    private static final Set<String> CODE = words("code codes codigo kode");

    /** The same, only of what was sent for certain. */
    private static final Set<String> DIGITS = words("digits ziffern digitos chiffres");

    /** Right before a number they say that it is what was spoken of: "un code, le 482 913". */
    private static final Set<String> ARTICLES = words("le la el die");

    /** What was done with the code, or how it came. */
    private static final Set<String> SENT =
            words(
                    "sent send sends sending text texts texted texting emailed email mailed mail"
                            + " messaged sms whatsapp inbox authenticator geschickt gesendet"
                            + " zugeschickt zugesandt gesandt schickten mandaron mandado mandaste"
                            + " mandasteis mando enviaron enviado enviaste enviasteis envio correo"
                            + " envoye envoyee envoyez texto courriel");

    /** The same of a code, and of much else. */
    private static final Set<String> CAME =
            words(
                    "received receive got get getting came arrived message messages bekommen"
                        + " erhalten gekommen nachricht handy recibi recibido recibo llego llegado"
                        + " mensaje movil recu recue recois message telephone portable");

    /** What other codes and numbers are of. */
    private static final Set<String> OTHERS =
            words(
                    "error fault stop trouble offer course room class oferta curso angebot kurs"
                        + " offre cours product promo promotion promotional discount coupon voucher"
                        + " gift zip postal post area country dial order orders booking tracking"
                        + " reference ticket case invoice model serial version firmware customer"
                        + " client bar qr source dress confirmation article part status price cost"
                        + " costs charged paid pay dollars euros screen display shows shown fehler"
                        + " bestellung auftrag rechnung rabatt gutschein vorgang kunde postleitzahl"
                        + " anzeige zeigt pantalla muestra descuento promocion pedido producto"
                        + " cliente referencia reserva seguimiento barras factura erreur postal"
                        + " remise reduction commande produit reservation suivi barre barres"
                        + " facture ecran affiche colis");

    private static final Set<String> COPULAS =
            words(
                    "is was s reads says say ist war lautet lautete sind dice era es ponia pone est"
                            + " etait dit are zwar namlich");

    private static final Set<String> AND = words("and und y et then dann luego puis");

    /** Right before a time, a place or a number of things. */
    private static final Set<String> AT =
            words(
                    "at on around since until by in after before for to till about um am gegen seit"
                            + " bis vor nach las desde hasta vers depuis pendant pour en error"
                            + " order");

    /** What else is said between the code and its number. */
    private static final Set<String> BETWEEN =
            words(
                    "i you we they he she it me us him her them my your our their the a an that"
                        + " which this who just have has had ve been being to by via per with from"
                        + " on in of phone cell mobile number new 1 2 4 5 6 8 digit digits six four"
                        + " ago minutes minute earlier today now again so and then okay yes here"
                        + " think believe would should be d re ll ich sie du er wir ihr mir ihnen"
                        + " uns dir den der die das dem wurde wurden worden ein einen eine ihren"
                        + " meinen mein auf aufs mit von vom habe haben hat gerade eben also ja"
                        + " dann und stelligen que me le les nos te se lo la el los un una su mi tu"
                        + " por de del al han ha he acaba acaban de y digitos aqui ahora si vous m"
                        + " avez ai a on qu j l c ce nous ils elle une des du dans mon votre ma par"
                        + " et chiffres ici alors donc oui venez viens");

    /** After an amount. */
    private static final Set<String> UNITS =
            words(
                    "percent times time minutes minute hours hour days day weeks months years uhr"
                        + " dollars dollar euros euro pounds cents people users emails messages"
                        + " files pages rows points prozent mal minuten stunden tage jahre veces"
                        + " minutos horas dias anos fois minutes heures jours ans h am pm words"
                        + " letters codes");

    private static final int FEWEST_DIGITS = 4;
    private static final int MOST_DIGITS = 9;
    private static final int FEWEST_CERTAIN = 6;
    private static final int MOST_WORDS = 20;
    private static final int MOST_UNKNOWN = 2;
    private static final int MOST_AFTER = 12;
    private static final int MOST_TO_CODE = 4;
    private static final String WITHIN = " -,\n&";

    private SentCodes() {}

    private static Set<String> words(String words) {
        return Set.copyOf(new HashSet<>(List.of(words.split(" "))));
    }

    /**
     * Whether the first digits of a run are a code that was sent.
     *
     * @param length how many of them
     */
    static boolean isOne(String written, DigitRun run, int length) {
        if (length < FEWEST_DIGITS || length > MOST_DIGITS || !isWritten(written, run, length)) {
            return false;
        }
        int end = run.position(length - 1) + 1;
        List<String> after = WordsBeside.after(written, end, MOST_AFTER);
        if (isAmount(written, run, end) || !after.isEmpty() && UNITS.contains(after.get(0))) {
            return false;
        }
        List<String> before = WordsBeside.before(written, run.start(), MOST_WORDS);
        return isAfter(before, hasSignBefore(written, run.start()), length)
                || isBefore(after, before);
    }

    /** Not as a date, a time or a decimal, and in groups of two digits or more if in any. */
    private static boolean isWritten(String written, DigitRun run, int length) {
        int start = 0;
        boolean isSpoken = true;
        boolean hasSingle = false;
        for (int i = 1; i <= length; i++) {
            if (i < length && !run.isGroupStart(i)) {
                continue;
            }
            isSpoken &= i - start <= 2;
            hasSingle |= i - start == 1;
            if (start > 0 && i - start == 4 && isYear(run.digits(), start)) {
                return false;
            }
            for (int at = run.position(i - 1) + 1; i < length && at < run.position(i); at++) {
                if (WITHIN.indexOf(written.charAt(at)) < 0) {
                    return false;
                }
            }
            if (start == 0 && i == 4 && length > 4 && isYear(run.digits(), 0)) {
                return false;
            }
            start = i;
        }
        return isSpoken || !hasSingle;
    }

    private static boolean isYear(String digits, int at) {
        return digits.startsWith("19", at) || digits.startsWith("20", at);
    }

    /** With a currency before it, a part of a word beside it, or "%" after it. */
    private static boolean isAmount(String written, DigitRun run, int end) {
        char before = run.start() > 0 ? written.charAt(run.start() - 1) : ' ';
        char after = end < written.length() ? written.charAt(end) : ' ';
        return Character.getType(before) == Character.CURRENCY_SYMBOL
                || Character.isLetter(before)
                || Character.isLetter(after)
                || after == '%'
                || Character.getType(after) == Character.CURRENCY_SYMBOL;
    }

    private static boolean hasSignBefore(String written, int start) {
        int at = start;
        while (at > 0 && start - at < 4 && Character.isWhitespace(written.charAt(at - 1))) {
            at--;
        }
        return at > 0 && ",:.;?\"".indexOf(written.charAt(at - 1)) >= 0;
    }

    /**
     * Whether the words before a number say that it was sent.
     *
     * @param before the nearest first
     * @param hasSign whether a comma or the like stands right before the number
     */
    private static boolean isAfter(List<String> before, boolean hasSign, int length) {
        if (before.isEmpty() || AT.contains(before.get(0))) {
            return false;
        }
        boolean isSent = false;
        boolean hasCame = false;
        boolean isTold = hasSign;
        int unknown = 0;
        for (int i = 0; i < before.size(); i++) {
            String word = before.get(i);
            if (CODE.contains(word)) {
                boolean isCertain = isSent || hasCame && length >= FEWEST_CERTAIN;
                return (isTold || i == 0)
                        && !isOfOther(before, i)
                        && (isCertain || isSentBefore(before, i + 1, length));
            }
            if (DIGITS.contains(word) && isSent && isTold) {
                return !isOfOther(before, i);
            }
            boolean isFar = AND.contains(word) && length < FEWEST_CERTAIN;
            boolean isLong = word.length() > 2 && Character.isDigit(word.charAt(0));
            if (OTHERS.contains(word) || isFar || isLong) {
                return false;
            }
            isTold |=
                    COPULAS.contains(word)
                            || i == 0 && (isChannel(word) || ARTICLES.contains(word));
            isSent |= SENT.contains(word);
            hasCame |= CAME.contains(word);
            unknown += isKnown(word) ? 0 : 1;
            if (unknown > MOST_UNKNOWN) {
                return false;
            }
        }
        return false;
    }

    private static boolean isChannel(String word) {
        return word.equals("sms") || word.equals("texto") || word.equals("whatsapp");
    }

    private static boolean isKnown(String word) {
        return BETWEEN.contains(word)
                || SENT.contains(word)
                || CAME.contains(word)
                || COPULAS.contains(word)
                || AND.contains(word);
    }

    /** "Error code" and "code of the order". */
    private static boolean isOfOther(List<String> before, int code) {
        for (int i = code + 1; i < before.size() && i <= code + 2; i++) {
            if (OTHERS.contains(before.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** "It sent me a code": only small words may stand between. */
    private static boolean isSentBefore(List<String> before, int from, int length) {
        int unknown = 0;
        for (int i = from; i < before.size(); i++) {
            String word = before.get(i);
            boolean hasCame = CAME.contains(word) && length >= FEWEST_CERTAIN;
            if (SENT.contains(word) || hasCame) {
                return true;
            }
            unknown += isKnown(word) ? 0 : 1;
            if (unknown > 1 || AND.contains(word)) {
                return false;
            }
        }
        return false;
    }

    /** "482913 is the code they texted me", "that's the code". */
    private static boolean isBefore(List<String> after, List<String> before) {
        if (!before.isEmpty() && OTHERS.contains(before.get(0))) {
            return false;
        }
        boolean isTold = !before.isEmpty() && COPULAS.contains(before.get(0));
        int code = 0;
        while (code < after.size()
                && code < MOST_TO_CODE
                && (BETWEEN.contains(after.get(code)) || COPULAS.contains(after.get(code)))) {
            isTold |= COPULAS.contains(after.get(code));
            code++;
        }
        if (!isTold || code >= after.size() || !CODE.contains(after.get(code))) {
            return false;
        }
        for (int i = code + 1; i < after.size() && i <= code + 7; i++) {
            if (OTHERS.contains(after.get(i))) {
                return false;
            }
            if (SENT.contains(after.get(i))) {
                return true;
            }
        }
        return false;
    }
}
