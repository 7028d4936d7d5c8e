package io.supportassistant.conversation;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.spokentext.Numerals;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether the digits at the beginning of a turn are the rest of a number that the turn
 * before began: "1111 and I was charged twice", but not "4012 is the error code".
 */
final class RestOfNumber {

    private static final int FEWEST_DIGITS = 3;

    /** Kinds with letters among the digits, such as "12345 | 678Z". */
    private static final Set<PersonalData> WITH_LETTERS =
            EnumSet.of(
                    PersonalData.BANK_ACCOUNT,
                    PersonalData.SOCIAL_SECURITY_NUMBER,
                    PersonalData.PASSPORT_NUMBER);

    /**
     * The check letter of a Spanish identity number. After a space, only letters that are no words.
     */
    private static final Pattern LETTER =
            Pattern.compile("(?:-?\\p{L}|\\s[B-DF-HJ-NP-TV-XZ])(?![\\p{L}'’])");

    /** Dates, times and amounts are numbers of their own. */
    private static final Pattern DATE_TIME_OR_AMOUNT =
            Pattern.compile(
                    "\\W*(?:[€$£]\\s?\\d|\\d+[.,]\\d{2}(?!\\d)|\\d{1,2}:\\d{2}(?!\\d)"
                            + "|(?:[0-3]?\\d([-./])[01]?\\d\\1(?:\\d{4}|\\d{2})"
                            + "|\\d{4}-[01]\\d-[0-3]\\d)(?!\\d))");

    /** Follows the rest of a number even if it has three digits only. */
    private static final Pattern AFTER_A_REST =
            follows(
                    "and|but|so|if|or|then|okay?|please|thanks|(?:in|under) the name|that['’]s it",
                    "(?:do|did|can|could|have) you|does that|is that",
                    "und|aber|wenn|falls|oder|bitte|danke|auf den namen|können sie|haben sie",
                    "y|pero|si|o|vale|gracias|por favor|a nombre|lo tiene|puede",
                    "et|mais|ou|merci|au nom|voilà|vous");

    private static final Pattern UNIT =
            follows(
                    "dollars?|euros?|pounds?|bucks|cents?|quid|percent|times|points|people",
                    "days?|weeks?|months?|years?|hours?|minutes?|[ap]m|k|kg|[kcm]?m|mbps",
                    "(?:a|per) (?:day|week|month|year)",
                    "degrees?|mega\\w*|giga\\w*|[mg]b(?:it)?s?|kilo\\w*|miles?|met(?:er|re)s?",
                    "watts?|volts?|prozent|pfund|mal|tage?n?|wochen?|monate?n?|jahre?n?",
                    "stunden?|minuten?|uhr|grad|punkte",
                    "dólares|libras|veces|días|semanas|meses|años|horas|minutos|grados",
                    "puntos|emplead\\w+",
                    "livres|fois|jours?|semaines?|mois|ans|années?|heures?|degrés|employ\\w+");

    /** The number is the subject: "is the error code", but not "is that right". */
    private static final Pattern PREDICATE =
            directlyFollows(
                    "(?:is|was|are|were) (?:an?|our|your|when|where|why|how|not)",
                    "(?:is|was) what(?! (?:follows|comes))",
                    "(?:is|was) (?:the|my)(?! (?:\\w+ ){0,4}cards?\\b)(?!"
                            + " (?:rest|end|whole|full)\\b)(?! (?:last|second|other|next)(?:"
                            + " \\w+)?\\W*$)",
                    "(?:ist|war|sind)"
                            + " (?:die|der|das|dein\\w*|mein\\w*|unser\\w*|ein\\w*|nicht|wann)(?!"
                            + " (?:rest|letzte|zweite|ende|richtig|alles|ganze))",
                    "(?:es|era|son) (?:lo que|cuando)",
                    "(?:c['’]est|est|était|sont) (?:quand|ce qu\\w*)");

    private static final Pattern VERB =
            follows(
                    "(?:isn|wasn|aren|weren|hasn|haven|doesn|didn)['’]t|(?:has|had|does|did)(?!"
                            + " (?:that|it|you)\\b)|keeps?",
                    "means?|shows?|showed|appears?|appeared|came|comes|never|arrived|got",
                    "habe? ich|hatte ich|gekauft|bestellt");

    private static final String NAMES =
            "(?:"
                    + String.join(
                            "|",
                            "errors?|codes?|models?|orders?|tickets?|cases?|invoices?|references?",
                            "versions?|fehler\\w*|modell\\w*|bestell\\w*|auftrags?\\w*",
                            "rechnung\\w*|vorgangs?\\w*|modelo\\w*|pedidos?|casos?|facturas?",
                            "versión|erreurs?|modèles?|commandes?|dossiers?|factures?")
                    + ")";

    /** Not a name with its own number: "order number 4482917", "error 401". */
    private static final Pattern NAME =
            follows(
                    NAMES
                            + "(?!(?: (?:is|ist|es|est|was|war|no|nr|id|code|number|nummer|número"
                            + "|numéro)\\b)*\\W{0,3}\\d)");

    /** After these words the sentence is about something else, or about the number that began. */
    private static final String OTHER_SUBJECTS =
            "and|but|so|und|aber|y|pero|et|mais|cards?|accounts?|phone|mobile|karte|konto|telefon"
                    + "|tarjeta|cuenta|teléfono|carte|compte|téléphone";

    /** What a number is for, or was used for, says nothing of the digits before it. */
    private static final String PURPOSE =
            "for|from|about|with|what (?:i|we|you)"
                + " (?:used?|pay|paid|order(?:ed)?|bought)|für|von|wegen|para|por|pour|womit|mit";

    /**
     * "It's the error code", but not "it's a visa" or "it's for the order", which say something of
     * the number that began in the turn before.
     */
    private static final Pattern SAID_TO_BE =
            directlyFollows(
                    "(?:(?:it|that|this)(?:['’]s| is| was)|(?:das|es) (?:ist|war)"
                            + "|(?:eso )?(?:es|era|son)|est|(?:ça )?c['’](?:est|était))(?! (?:"
                            + PURPOSE
                            + ")\\b)(?: (?!(?:"
                            + OTHER_SUBJECTS
                            + ")\\b)[\\p{L}'’]+){1,5} (?:"
                            + NAMES
                            + "|amount|price|total|fee|bill|balance|postcode|zip|serial|screen"
                            + "|display|message|betrag|preis|pantalla|código|importe|écran"
                            + "|montant)");

    /** Groups of digits as on a card, before a number of its own: "2849 7233 | 29 dollars". */
    private static final Pattern GROUPS_OF_FOUR =
            Pattern.compile("\\W*\\d{4}(?:[ -]\\d{4})+(?=[ ,]+\\d{1,3}(?!\\d))");

    private static final Pattern PERCENT_OR_CURRENCY = Pattern.compile("\\s*[%€£$°]");
    private static final Pattern PUNCTUATION = Pattern.compile("\\s*[,;.!?]");

    private RestOfNumber() {}

    private static Pattern follows(String... alternatives) {
        return directlyFollows(
                "(?:(?:it|that|this|das|eso|ça) )?(?:" + String.join("|", alternatives) + ")");
    }

    private static Pattern directlyFollows(String... alternatives) {
        return Pattern.compile("(?iu)\\s*(?:" + String.join("|", alternatives) + ")\\b");
    }

    static boolean mayHaveLetters(PersonalData kind) {
        return WITH_LETTERS.contains(kind);
    }

    /**
     * The end of the digits at the beginning of a text, and of a letter after them, if they are the
     * rest of a number; else 0.
     *
     * @param begun the kind of the number
     */
    static int end(String text, Numerals numerals, PersonalData begun) {
        if (DATE_TIME_OR_AMOUNT.matcher(text).lookingAt()) {
            return 0;
        }
        int end = numerals.leading();
        int digits = end == 0 ? 0 : Numerals.in(text.substring(0, end)).digits();
        if (digits < FEWEST_DIGITS) {
            return 0;
        }
        if (mayHaveLetters(begun)) {
            Matcher letter = LETTER.matcher(text).region(end, text.length());
            end = letter.lookingAt() ? letter.end() : end;
        }
        if (isFollowed(text, end, UNIT, PERCENT_OR_CURRENCY)) {
            Matcher groups = GROUPS_OF_FOUR.matcher(text);
            return groups.lookingAt() ? groups.end() : 0;
        }
        boolean isRest =
                digits == FEWEST_DIGITS && begun != PersonalData.SOCIAL_SECURITY_NUMBER
                        ? isFollowed(text, end, AFTER_A_REST, PUNCTUATION)
                        : !isFollowed(text, end, PREDICATE, VERB, NAME, SAID_TO_BE);
        return isRest ? end : 0;
    }

    private static boolean isFollowed(String text, int end, Pattern... patterns) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).region(end, text.length()).lookingAt()) {
                return true;
            }
        }
        return false;
    }
}
