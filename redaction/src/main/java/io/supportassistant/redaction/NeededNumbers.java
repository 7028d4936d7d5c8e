package io.supportassistant.redaction;

import io.supportassistant.spokentext.Token;
import java.util.regex.Pattern;

/**
 * Numbers that the assistant works with, such as those of orders and errors: they are not redacted,
 * even if the agent also asked for a personal one.
 */
public final class NeededNumbers {

    private static final String THINGS =
            "order|ticket|case|reference|ref|invoice|tracking|confirmation|shipment|parcel|model|part|"
                + "article|request|incident|booking|receipt|transaction|policy|contract|member|"
                + "membership|claim|voucher|delivery|meter|quote|loyalty";

    /** With the word for "number" in them or before them. */
    private static final String NUMBERS_OF_THINGS =
            "(?:bestell|auftrags?|ticket|vorgangs|rechnungs|sendungs|paket|kunden|vertrags|schadens?|policen|versicherungsschein|buchungs|zähler|filial)nummer|número"
                + " de (?:pedido|contrato|póliza|siniestro|parte|cliente|reserva|gestión|expediente|factura|seguimiento|orden|tienda)|localizador|numéro"
                + " de (?:commande|contrat|sinistre|dossier|client|réservation|police|facture|suivi)|numero"
                + " de (?:pedido|contrato|poliza|siniestro|parte|cliente"
                + "|reserva|gestion|expediente|factura|seguimiento|orden|tienda|commande|contrat"
                + "|sinistre|dossier|client|reservation|police|facture|suivi)";

    /** In a question. */
    private static final Pattern ASKED =
            Pattern.compile(
                    "\\b(?:"
                            + THINGS
                            + "|customer)\\s+(?:\\w+\\s+)?(?:number|no|id|code|reference|reading)\\b|"
                            + "\\b(?:error|fault|serial|version|firmware|build|sku|imei|"
                            + NUMBERS_OF_THINGS
                            + ")\\b");

    /** Directly before a number, even without the word "number". */
    private static final Pattern NAMED =
            Pattern.compile(
                    "\\b(?:"
                            + THINGS
                            + "|customer|error|fault|code|serial|version|firmware|build|sku|imei|"
                            + NUMBERS_OF_THINGS
                            + ")(?:'s)?(?:\\s+(?:number|no|id|code|is|was|it's|its|the|says|of|called|has"
                            + "|ist|lautet|es|la|est|c'est|le)){0,4}[\\s.:#,]*$");

    private NeededNumbers() {}

    public static boolean areAskedFor(String question) {
        return ASKED.matcher(lower(question)).find();
    }

    /** Whether the words before a number name it as needed. */
    public static boolean areNamed(String words) {
        return NAMED.matcher(lower(words)).find();
    }

    private static String lower(String text) {
        return Token.lowerCase(text).replace('\u2019', '\'');
    }
}
