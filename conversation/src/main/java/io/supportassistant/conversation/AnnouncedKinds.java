package io.supportassistant.conversation;

import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.NeededNumbers;
import io.supportassistant.redaction.Redactor;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Derives the kind of a number from a question, or from the words before the number. */
final class AnnouncedKinds {

    private static final String NEEDED_WORDS = "my order number is ";
    private static final String BEFORE_THE_NUMBER =
            "(?:\\s+(?:number|is|it's|its|are|was|says|goes|the|my|on|it|that|that's|here|so|then|yes|"
                + "ist|es|est))*[\\s:,.…-]*$";

    /**
     * @param words a sentence that announces such a number
     * @param number an example of such a number
     */
    private record Sample(String words, String number, String pattern) {}

    /** A code, but not that of an order, a discount or the like. */
    private static final String CODE =
            "(?<!promo |discount |coupon |voucher |zip |post |area |postal |qr |source |product"
                    + " |gift |dress |country |error |fault |offer |rabatt |room |door"
                    + " )\\b(?:code|c\u00f3digo)\\b(?!"
                    + " (?:postal|promo|erreur|produit|article|client|barres?|of|de"
                    + " (?:error|descuento|pedido|producto|barras|cliente|la oferta)|d'erreur)\\b)";

    private static final String SENT =
            "\\b(?:sent|send|sending|text(?:ed|ing)?|e-?mail(?:ed)?|messaged?|sms|texto|mail|correo|mensaje|nachricht|whatsapp|authenticator|(?:you|we)(?:'ll|'ve|"
                + " will| have)? (?:get"
                + "|got|receive)|(?:zu)?geschickt|gesendet|schicken?|sende|bekommen|erhalten"
                + "|enviar|mandar|envi(?:ado|\u00e9|amos|o|aron)|mand(?:ado|\u00e9|amos|o|aron)|recib(?:ido|i\u00f3|ir\u00e1)"
                + "|lleg(?:ado|\u00f3|ar\u00e1)|envoy(?:\u00e9|er|ons|ez)|re\u00e7u|recevoir|recevrez|recevez)\\b";

    /**
     * A code that was or will be sent, whatever its name, unless a question for something else
     * follows.
     */
    private static final String SENT_CODE =
            "(?:"
                    + SENT
                    + "[^.?!]{0,50}?"
                    + CODE
                    + "|"
                    + CODE
                    + "[^.?!]{0,50}?"
                    + SENT
                    + "|\\b(?:6|six)[- ]digits? (?:confirmation )?code\\b|\\bconfirmation code on"
                    + " your (?:phone|mobile)\\b|\\bsechsstelligen? code\\b|\\bcode à (?:6|six)"
                    + " chiffres\\b|\\bcódigo de (?:6|seis)"
                    + " (?:dígitos|cifras)\\b)(?!.{0,200}\\b(?:how"
                    + " (?:many|much|long|old|often)|what"
                    + " time|which|when|where|screen|display|zip|what's your|what is your|wie"
                    + " (?:viele?|lange|oft)"
                    + "|wann|welche[rns]?|cuánt[oa]s?|cuándo|combien|quand|quelle?)\\b)";

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample(
                            "my security code is ",
                            "123",
                            "\\b(?:cvv2?|cvc2?|security code|card verification"
                                + " code|(?:digits?|numbers?) (?:that are )?on the"
                                + " (?:back|front)|prüfnummer|prüfziffer|sicherheitscode|código de"
                                + " seguridad|code de sécurité|cryptogramme)\\b"),
                    new Sample(
                            "my pin is ",
                            "1984",
                            "\\b(?:pin|pin (?:number|code)|one[- ]time"
                                + " (?:code|password|passcode)|passcode|(?:verification|authentication)"
                                + " code|code (?:that )?(?:we|i|they)(?: have|'ve)?(?: just)?"
                                + " (?:sent|texted|emailed)(?: you| to you)?)\\b"),
                    new Sample("my pin is ", "1984", SENT_CODE),
                    new Sample(
                            "my social security number is ",
                            "123456789",
                            "\\b(?:social(?! media)(?: security| insurance)?(?:"
                                    + " number)?|ssn|national insurance(?:"
                                    + " number)?|sozialversicherungsnummer|número de seguro"
                                    + " social|numéro de sécurité sociale)\\b"),
                    new Sample(
                            "my passport number is ",
                            "123456789",
                            "\\b(?:passport|driver'?s? licen[cs]e|driving licen[cs]e)(?:"
                                    + " number)?\\b"),
                    new Sample(
                            "my bank account number is ",
                            "123456789",
                            "\\b(?:account number|routing number|sort code|iban|kontonummer|número"
                                    + " de cuenta|numéro de compte)\\b"),
                    new Sample(
                            "my card number is ",
                            "4111 1111 1111 1111",
                            "\\b(?:(?<!sim )(?<!gift )(?:card|visa|mastercard|amex|american"
                                + " express)(?: \\w+)? (?:number|digits)|(?:long|sixteen digit|16"
                                + " digit|full) (?:card )?number|number (?:on|of) (?:the|your)(?:"
                                + " \\w+)? card|kartennummer|número de (?:la |su |tu"
                                + " )?tarjeta|numéro de (?:la |votre )?carte)\\b"),
                    new Sample(
                            "my phone number is ",
                            "+14155550142",
                            "\\b(?:(?:phone|mobile|cell|telephone|callback|contact)(?: \\w+)?"
                                    + " number|number (?:\\w+ ){0,4}(?:call|reach|text)(?:"
                                    + " (?:you|me|back|on|at))*|telefonnummer|handynummer|número de"
                                    + " teléfono|numéro de téléphone)\\b"),
                    new Sample(
                            "my date of birth is ",
                            "03/04/1985",
                            "\\b(?:date of birth|birth ?date|birthday|geburtsdatum|fecha de"
                                    + " nacimiento|date de naissance)\\b"));

    /**
     * A kind of number to find.
     *
     * @param words a sentence that announces such a number
     */
    private record Kind(PersonalData kind, String words, Pattern asked, Pattern before) {}

    /** Questions about a detail of a document, such as its date or country. */
    private static final Pattern ABOUT =
            Pattern.compile(
                    "\\b(?:expir\\w*|screen|display|countr(?:y|ies)|how"
                        + " (?:many|much|long|often)|zip|bildschirm|anzeige|gultig|lauft|land|wie"
                        + " (?:viele?|lange|oft)|postleitzahl"
                        + "|pantalla|caduca|vence|pais|cuant[oa]s?|postal|ecran|expire|pays|combien|the"
                        + " date|what date|welches datum|que fecha|quelle"
                        + " date|fehler|error|fallo|erreur)\\b");

    /** A code other than the one that was sent. */
    private static final Pattern OTHER_CODE =
            Pattern.compile(
                    "\\b(?:promo|promotion|discount|coupon|voucher|area|qr|source|product|gift|dress"
                        + "|country|offer|rabatt|gutschein|descuento|promocion|barras|producto"
                        + "|articulo|barres?|produit|article|remise|reduction|fault|error|fehler"
                        + "|erreur|bestell\\w*|pedido|commande|order|aktions\\w*)\\b");

    /** A confirmation code, but not that of a booking. */
    private static final Pattern SENT_CONFIRMATION =
            Pattern.compile(
                    "\\bconfirmation code\\b[^.?!]{0,40}?"
                            + SENT
                            + "|"
                            + SENT
                            + "[^.?!]{0,40}?\\bconfirmation code\\b"
                            + "|\\bdigit confirmation code\\b"
                            + "|\\bconfirmation code on (?:your|the) (?:phone|mobile|screen)\\b");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final RecentTexts<Question> recent = new RecentTexts<>();
    private final List<Kind> kinds;
    private final Map<AskedPhrases.Asked, PersonalData> phrases;

    /**
     * @param redactor defines the kinds of number to find
     */
    AnnouncedKinds(Redactor redactor) {
        List<Kind> lookedFor = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            List<Finding> found = redactor.find(sample.words() + sample.number());
            if (!found.isEmpty()) {
                lookedFor.add(
                        new Kind(
                                found.get(0).kind(),
                                sample.words(),
                                Pattern.compile(sample.pattern()),
                                Pattern.compile(sample.pattern() + BEFORE_THE_NUMBER)));
            }
        }
        kinds = List.copyOf(lookedFor);
        Map<AskedPhrases.Asked, PersonalData> byPhrase = new HashMap<>();
        for (AskedPhrases.Asked asked : AskedPhrases.all().kinds()) {
            redactor.find(asked.words() + asked.number()).stream()
                    .findFirst()
                    .ifPresent(found -> byPhrase.put(asked, found.kind()));
        }
        phrases = Map.copyOf(byPhrase);
    }

    /** Whether there is any kind to find. */
    boolean any() {
        return !kinds.isEmpty();
    }

    /**
     * The number that a question asks for.
     *
     * @param words a sentence that announces it
     * @param isLong whether the number must have the usual length
     */
    private record Question(PersonalData kind, String words, boolean isLong) {}

    /**
     * The kind that a question asks for; null if it asks for none of these kinds, or if the answer
     * may be a number to keep.
     */
    PersonalData askedFor(String question) {
        Question asked = asked(question);
        return asked == null || asked.isLong() ? null : asked.kind();
    }

    /** Whether a question asks for one of these kinds. */
    boolean asks(String question) {
        return asked(question) != null;
    }

    /** Whether a question asks for a card, or how to pay. */
    boolean asksForACard(String question) {
        Question asked = asked(question);
        return asked != null && asked.kind() == PersonalData.CARD_NUMBER;
    }

    /** A sentence that announces a number as the one that the question asked for; may be empty. */
    String wordsOf(String question) {
        String text = lower(OtherQuestions.leftOut(question));
        if (isNeeded(text)) {
            return asked(text, false) == null ? NEEDED_WORDS : "";
        }
        Question asked = asked(text, true);
        return asked == null ? "" : asked.words();
    }

    private Question asked(String question) {
        return recent.of(question, this::askedNow);
    }

    private Question askedNow(String question) {
        String text = lower(OtherQuestions.leftOut(question));
        return isNeeded(text) ? null : asked(text, true);
    }

    /**
     * Whether a question asks for a number that the pipeline needs, for example an order number.
     */
    static boolean isNeeded(String question) {
        String text = lower(question);
        return NeededNumbers.areAskedFor(text) && !SENT_CONFIRMATION.matcher(text).find();
    }

    private Question asked(String text, boolean mayBePhrase) {
        for (Kind kind : kinds) {
            if (kind.asked().matcher(text).find()
                    && !(kind.kind() == PersonalData.PASSPORT_NUMBER
                            && ABOUT.matcher(unaccented(text)).find())) {
                return new Question(kind.kind(), kind.words(), false);
            }
        }
        return mayBePhrase ? askedByPhrase(unaccented(text)) : null;
    }

    private Question askedByPhrase(String text) {
        List<AskedPhrases.Asked> found = AskedPhrases.all().in(text);
        if (found.isEmpty() || ABOUT.matcher(text).find()) {
            return null;
        }
        for (AskedPhrases.Asked asked : found) {
            PersonalData kind = phrases.get(asked);
            boolean isOther =
                    kind == PersonalData.SECRET
                            && asked.isLong()
                            && OTHER_CODE.matcher(text).find();
            if (kind != null && !isOther) {
                return new Question(kind, asked.words(), asked.isLong());
            }
        }
        return null;
    }

    static String unaccented(String text) {
        return text.chars().allMatch(c -> c < 0x80)
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }

    /** The kind of a number that directly follows these words, or null. */
    PersonalData before(String words) {
        String text = lower(words);
        return kinds.stream()
                .filter(kind -> kind.before().matcher(text).find())
                .map(Kind::kind)
                .findFirst()
                .orElse(null);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
