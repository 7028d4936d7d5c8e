package io.supportassistant.conversation;

import io.supportassistant.redaction.PersonalData;
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

    /** Kinds that are short, so that three digits are half of one. */
    private static final Set<PersonalData> IN_SHORT_PARTS =
            EnumSet.of(PersonalData.SECRET, PersonalData.SOCIAL_SECURITY_NUMBER);

    /** As of a Spanish identity number. With a space before it, it must be no word. */
    private static final Pattern LETTER =
            Pattern.compile("(?:\\p{L}|\\s[B-DF-HJ-NP-TV-XZ])(?!\\p{L})");

    /** Follows the rest of a number even if it has three digits only. */
    private static final Pattern GOES_ON =
            follows(
                    "and|but|so|if|or|then|okay?|please|thanks|in the name|that's it",
                    "und|aber|wenn|falls|oder|bitte|danke|auf den namen",
                    "y|pero|si|o|vale|gracias|por favor|a nombre",
                    "et|mais|ou|merci|au nom|voilà");

    private static final Pattern UNIT =
            follows(
                    "dollars?|euros?|pounds?|bucks|cents?|quid|percent|times|points|people",
                    "days?|weeks?|months?|years?|hours?|minutes?",
                    "degrees?|mega\\w*|giga\\w*|[mg]b(?:it)?s?|kilo\\w*|miles?|met(?:er|re)s?|watts?|volts?",
                    "prozent|pfund|mal|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|uhr|grad|punkte",
                    "dólares|libras|veces|días|semanas|meses|años|horas|minutos|grados|puntos|emplead\\w+",
                    "livres|fois|jours?|semaines?|mois|ans|années?|heures?|degrés|employ\\w+");

    /** The number is the subject: "is the error code", but not "is that right". */
    private static final Pattern PREDICATE =
            follows(
                    "(?:is|was|are|were)(?!\\s+(?:that|it|right|correct|ok(?:ay)?|fine|all|everything"
                        + "|what\\s+(?:follows|comes)"
                        + "|(?:the|my)\\s+(?:rest|last|second|end|whole|full|other|next|number)))",
                    "shows?|showed|appears?|appeared|came|never|arrived",
                    "(?:ist|war|sind)\\s+(?:die|der|das|dein\\w*|mein\\w*|unser\\w*|ein\\w*|nicht|wann|was)"
                        + "(?!\\s+(?:rest|letzte|zweite|ende|richtig|alles|ganze))",
                    "habe? ich|hatte ich|gekauft|bestellt",
                    "(?:es|era|son)\\s+(?:el|la|mi|un|una|lo que|cuando)"
                            + "(?!\\s+(?:resto|últim|segund|final))",
                    "(?:c'est|est|était|sont)\\s+(?:le|la|l'|mon|ma|un|une|quand|ce qu)"
                            + "(?!\\s*(?:reste|derni|deuxième|fin|suite))");

    private static final Pattern NAME =
            follows(
                    "errors?|models?|orders?|tickets?|cases?|invoices?|references?|versions?",
                    "fehler\\w*|modell\\w*|bestell\\w*|auftrags?\\w*|rechnung\\w*|vorgangs?\\w*",
                    "modelo\\w*|pedidos?|casos?|facturas?|versión",
                    "erreurs?|modèles?|commandes?|dossiers?|factures?");

    private static final Pattern CURRENCY = Pattern.compile("\\s*[%€£$°]");
    private static final Pattern PUNCTUATION = Pattern.compile("\\s*[,;.!?]");

    private RestOfNumber() {}

    private static Pattern follows(String... alternatives) {
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
        int end = numerals.leading();
        int digits = end == 0 ? 0 : Numerals.in(text.substring(0, end)).digits();
        if (digits < FEWEST_DIGITS) {
            return 0;
        }
        if (mayHaveLetters(begun)) {
            Matcher letter = LETTER.matcher(text).region(end, text.length());
            end = letter.lookingAt() ? letter.end() : end;
        }
        boolean isRest =
                digits == FEWEST_DIGITS && !IN_SHORT_PARTS.contains(begun)
                        ? isFollowed(text, end, GOES_ON, PUNCTUATION)
                        : !isFollowed(text, end, UNIT, PREDICATE, NAME, CURRENCY);
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
