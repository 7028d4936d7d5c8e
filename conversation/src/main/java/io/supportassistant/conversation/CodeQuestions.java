package io.supportassistant.conversation;

import java.util.regex.Pattern;

/**
 * Recognises an agent's request for a PIN or a code that was sent. Texts are in lower case, without
 * accents.
 */
final class CodeQuestions {

    /** Names a PIN or a code in any way. */
    private static final Pattern CODE =
            anyOf(
                    "codes?|pin|pins|passcodes?|otp|digits?|combination|security number",
                    "\\w*code|tan|\\w*pin|ziffern?|stellen|geheimzahl\\w*|kennzahl|zahlenfolge",
                    "codigos?|clave|cifras|digitos?|numeros? secretos?|numeritos",
                    "chiffres?|numeros? secrets?",
                    "on (?:the |its )?(?:back|reverse)|ruckseite|hinten|detras|reverso|al dorso|au"
                            + " dos|verso");

    /** Where a code arrives. */
    private static final Pattern MESSAGE =
            anyOf(
                    "text|texts|texted|sms|messages?|sent (?:you|it)|app|authenticator|inbox",
                    "notification|(?:on|to) your (?:phone|mobile|cell)|pop(?:ped|s)? up",
                    "nachricht|geschickt|gesendet|handy|mensajes?|enviado|mandado|llegado|movil",
                    "aplicacion|texto|envoyee?|recue?|portable|appli");

    private static final Pattern OTHER_CODE =
            anyOf(
                    "promo\\w*|discount|coupon|voucher|area|postal|post|zip|qr|source|product|gift",
                    "(?:post|zip|bar|promo|error)codes?|contract|policy|claim|ticket|reference",
                    "country|offer|error|fault|booking|display|screen|machine|boiler|meter|serial",
                    "code of|plate|typenschild|placa|plaque|cases?|router|sticker|label|device|battery|aufkleber|gerat|pegatina|etiqu\\w+",
                    "(?:what|which) codes? (?:do|can|does)|welche[rn]? code|que codigo|quel code",
                    "since|seit|desde|depuis|model|how many|how"
                            + " long|when|amount|order|address|house|flat|room|year",
                    "vertrag\\w*|schaden\\w*|rabatt\\w*|gutschein\\w*|fehler\\w*|anzeige|bestell\\w*|postleit\\w*|zahler\\w*",
                    "wie (?:viele?|lange|oft)|wann|betrag|adresse|modell\\w*|serien\\w*|jahr",
                    "contrato|poliza|siniestro|parte|tique|descuento|promocion\\w*|barras|producto|articulo|error|contador|cuant[oa]s?",
                    "cuando|importe|direccion|modelo|serie|ano|combien|quand|compteur|modele",
                    "contrat|sinistre|dossier|serie|adresse|annee|barres?|produit|article|remise|reduction|erreur|panne");

    private static final Pattern WARNING =
            Pattern.compile(
                    "\\b(?:don't|do not|never|niemals|nie|nunca|jamais|how|wie|como|comment)\\b");

    /** Asks for the rest of what is being told: "and at the end?". */
    private static final Pattern GOES_ON =
            Pattern.compile(
                    "(?:no|nein|non|and|und|y|et|okay|ok|,|\\s)*+(?:(?:at )?the (?:end|rest|last"
                            + " \\w+|next|other(?: one| ones)?)|(?:and )?then|what else|go"
                            + " (?:on|ahead)|got that|(?:am|zum) (?:ende|schluss)|weiter|die"
                            + " (?:andere|letzten|restlichen)(?: auch noch)?|(?:al|el)"
                            + " (?:final|otro)|las? (?:otras?|ultimas?)|que mas|luego|a la"
                            + " fin|l'autre|la suite|ensuite|apres)[ .?!]*");

    private CodeQuestions() {}

    private static Pattern anyOf(String... alternatives) {
        return Pattern.compile("\\b(?:" + String.join("|", alternatives) + ")\\b");
    }

    /** Whether an agent's turn names a PIN or a code, so that the reply may be one. */
    static boolean nameACode(String plain) {
        return CODE.matcher(plain).find() && areAboutNoOther(plain);
    }

    /** Whether an agent's turn is about a message, so that the reply may be the code in it. */
    static boolean areAboutAMessage(String plain) {
        return MESSAGE.matcher(plain).find() && areAboutNoOther(plain);
    }

    private static boolean areAboutNoOther(String plain) {
        return !areAboutAnother(plain) && !WARNING.matcher(plain).find();
    }

    /** Whether an agent's turn is about another code or another number. */
    static boolean areAboutAnother(String plain) {
        return OTHER_CODE.matcher(plain).find();
    }

    static boolean askForTheRest(String plain) {
        return GOES_ON.matcher(plain).matches();
    }
}
