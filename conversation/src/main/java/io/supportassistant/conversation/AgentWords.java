package io.supportassistant.conversation;

import java.util.regex.Pattern;

/** What an agent says after a customer gave a number; texts are in lower case, without accents. */
final class AgentWords {

    private static final Pattern REFUSAL =
            anyOf(
                    "again|once more|one more time|repeat|slow\\w*|spell|read (?:it|that)",
                    "(?:doesn'?t|don'?t|not|no) match\\w*|mismatch\\w*|invalid|wrong|pardon",
                    "(?:are|hello,?) (?:you )?still there|not (?:in|on|found)",
                    "(?:can'?t|cannot|don'?t|not|doesn'?t)(?: \\w+){0,2}"
                            + " (?:find|see|work|accept\\w*)",
                    "(?:can'?t|cannot|don'?t|not|doesn'?t)(?: \\w+){0,2} (?:right|in the system)",
                    "noch ?mal|wiederhol\\w*|langsam\\w*|buchstabier\\w*|ungultig|falsch",
                    "stimmt (?:\\w+ )?nicht|nicht (?:gefunden|finden|im system)",
                    "otra vez|repet\\w*|repit\\w*|despacio",
                    "no (?:coincide|aparece|lo encuentro|me sale|es valid\\w*)",
                    "encore une fois|lentement|invalide|ne (?:correspond|trouve|marche)");

    private static final Pattern OPENING =
            anyOf(
                    "how (?:can|may) i|how i can|what can (?:i|we) do",
                    "what(?:'s| is) (?:going on|wrong|happening|the (?:problem|issue))",
                    "what (?:happened|happens|seems)",
                    "(?:wie|womit|was) (?:kann|darf) ich|worum geht",
                    "was ist (?:passiert|los|das problem)",
                    "en que (?:le|te|lo|la)? ?(?:puedo|ayudo)|como (?:le )?puedo",
                    "que (?:le )?(?:ocurre|pasa|sucede)",
                    "comment (?:puis|je peux)|que puis|que se passe|quel est le probleme");

    /** Things with other numbers, or on which other numbers are shown. */
    private static final Pattern OTHER_THING =
            anyOf(
                    "orders?|cases?|tickets?|invoices?|bills?|screen|display|messages?|you see",
                    "model|serial|version|amount|price|product|device|errors?|problem|issue",
                    "happen\\w*|plan|contract|booking|reservation|parcel|package|deliver\\w*|meter",
                    "bestellung\\w*|auftrag\\w*|vorgang\\w*|fall|rechnung\\w*|bildschirm|anzeige",
                    "meldung|modell|betrag|gerat|fehler\\w*|sehen"
                            + " sie|vertrag|buchung|paket|lieferung",
                    "pedidos?|casos?|facturas?|pantalla|mensaje|modelo|importe|producto|aparato",
                    "problema|ve usted|pone|contrato|reserva|paquete",
                    "commandes?|dossiers?|factures?|ecran|modele|montant|produit|appareil",
                    "erreurs?|probleme|voyez|affiche|contrat|colis");

    private static final Pattern THANKS =
            anyOf(
                    "thanks?|thank you|perfect|great|okay|ok|alright|verified|got it",
                    "danke|prima|super|alles klar|gut|gracias|perfecto|muy bien|merci|parfait|tres"
                            + " bien");

    private static final Pattern QUESTION =
            anyOf(
                    "what|which|when|where|who|how|why|tell me",
                    "welche\\w*|was|wann|wo|wer|wie|warum|que|cual|cuando|donde|quien|como",
                    "quel\\w*|quand|ou|qui|comment|pourquoi");

    private AgentWords() {}

    private static Pattern anyOf(String... alternatives) {
        return Pattern.compile("\\b(?:" + String.join("|", alternatives) + ")\\b");
    }

    /** Whether they say that the number is of no use, or ask for it once more. */
    static boolean isRefusal(String plain) {
        return REFUSAL.matcher(plain).find();
    }

    /** Whether they turn to what the customer calls about. */
    static boolean isOpening(String plain) {
        return OPENING.matcher(plain).find();
    }

    /** Whether they speak of another thing, or take the number and go on to another question. */
    static boolean changeSubject(String plain) {
        boolean goesOn =
                THANKS.matcher(plain).find()
                        && (plain.contains("?") || QUESTION.matcher(plain).find());
        return (goesOn || OTHER_THING.matcher(plain).find()) && !isRefusal(plain);
    }
}
